import { expect, test } from 'vitest';
import { TrustedProxies } from './TrustedProxies.ts';

const proxies = new TrustedProxies(['loopback', '10.1.0.0/16', '2001:db8::5']);
const addressOf = (remoteAddress: string, forwarded?: string) =>
  proxies.addressOf({
    remoteAddress,
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  });

test('without a proxy the client is whoever connects, whatever it claims', () => {
  expect(addressOf('203.0.113.7')).toBe('203.0.113.7');
  expect(addressOf('203.0.113.7', '198.51.100.1')).toBe('203.0.113.7');
});

test('behind trusted proxies the client is the first that is none', () => {
  expect(addressOf('127.0.0.1', '198.51.100.1')).toBe('198.51.100.1');
  expect(addressOf('::ffff:127.0.0.1', '198.51.100.1, 10.1.2.3')).toBe('198.51.100.1');
  expect(addressOf('2001:db8::5', '2001:db8:7::9')).toBe('2001:db8:7::9');
});

test('what a client put into the header itself is not believed', () => {
  expect(addressOf('127.0.0.1', '10.9.9.9, 198.51.100.1')).toBe('198.51.100.1');
});

test('a proxy without or with a broken header stands for itself', () => {
  expect(addressOf('127.0.0.1')).toBe('127.0.0.1');
  expect(addressOf('127.0.0.1', 'unknown')).toBe('127.0.0.1');
});

test('the networks of the groups are known, their neighbours are not', () => {
  const groups = new TrustedProxies(['linklocal', 'uniquelocal']);
  expect(['169.254.3.4', 'fe80::1', '192.168.0.9', 'fd00::1'].every((a) => groups.has(a))).toBe(
    true,
  );
  expect(['127.0.0.1', '172.32.0.1', '2001:db8::1', 'x'].some((a) => groups.has(a))).toBe(false);
});
