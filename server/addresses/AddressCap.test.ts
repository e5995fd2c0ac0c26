import { expect, test } from 'vitest';
import { AddressCap } from './AddressCap.ts';

const create = (most: number, exempt = 'none') =>
  new AddressCap({ most, isExempt: (address) => address === exempt });

test('an address has no more than it may, and others still have theirs', () => {
  const cap = create(2);
  expect(cap.take('192.0.2.1')).not.toBeNull();
  expect(cap.take('192.0.2.1')).not.toBeNull();
  expect(cap.take('192.0.2.1')).toBeNull();
  expect(cap.take('192.0.2.2')).not.toBeNull();
});

test('a place that was given back is taken again, and giving it back twice gives one', () => {
  const cap = create(1);
  const giveBack = cap.take('192.0.2.1');
  giveBack?.();
  const again = cap.take('192.0.2.1');
  expect(again).not.toBeNull();
  giveBack?.();
  expect(cap.take('192.0.2.1')).toBeNull();
});

test('a network of IPv6 is one address, and so is IPv4 seen through IPv6', () => {
  const cap = create(1);
  cap.take('2001:db8:1:2::1');
  expect(cap.take('2001:db8:1:2:ffff::9')).toBeNull();
  expect(cap.take('2001:db8:1:3::1')).not.toBeNull();
  cap.take('::ffff:192.0.2.1');
  expect(cap.take('192.0.2.1')).toBeNull();
});

test('a proxy that speaks for many is not counted', () => {
  const cap = create(1, '127.0.0.1');
  for (let times = 0; times < 3; times++) expect(cap.take('127.0.0.1')).not.toBeNull();
  expect(cap.size).toBe(0);
});

test('nothing is kept of addresses that have nothing open', () => {
  const cap = create(5);
  const places = ['192.0.2.1', '192.0.2.1', '192.0.2.2'].map((address) => cap.take(address));
  expect(cap.size).toBe(2);
  for (const giveBack of places) giveBack?.();
  expect(cap.size).toBe(0);
});
