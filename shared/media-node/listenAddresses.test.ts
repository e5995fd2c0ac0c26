import { expect, it } from 'vitest';
import { listenAddresses } from './listenAddresses.ts';

const IPV4_ONLY = ['127.0.0.1', '192.0.2.5'];
const BOTH = [...IPV4_ONLY, '::1', '2001:db8::5'];

it.each([
  ['203.0.113.7', BOTH, ['0.0.0.0']],
  ['2001:db8::7', BOTH, ['::']],
  ['media.example.org', BOTH, ['0.0.0.0', '::']],
  ['media.example.org', IPV4_ONLY, ['0.0.0.0']],
  ['192.0.2.5', BOTH, ['192.0.2.5']],
  ['2001:DB8:0:0::5', BOTH, ['2001:db8::5']],
])('announced as %s, on a machine with %j, it listens at %j', (announced, own, ips) => {
  expect(listenAddresses(announced, own).map(({ ip }) => ip)).toEqual(ips);
});
