import { expect, it } from 'vitest';
import { listenAddresses } from './listenAddresses.ts';

it.each([
  ['203.0.113.7', true, ['0.0.0.0']],
  ['2001:db8::7', true, ['::']],
  ['media.example.org', true, ['0.0.0.0', '::']],
  ['media.example.org', false, ['0.0.0.0']],
])('announced as %s (IPv6 there: %s) it listens at %j', (announced, hasIPv6, ips) => {
  expect(listenAddresses(announced, hasIPv6).map(({ ip }) => ip)).toEqual(ips);
});
