import { expect, test } from 'vitest';
import { toServerOrigin } from './serverOrigin.ts';

test.each([
  ['https://Meet.Example.ORG', 'https://meet.example.org'],
  ['HTTPS://meet.example.org:443/m/abc?x#y', 'https://meet.example.org'],
  ['http://localhost:8080', 'http://localhost:8080'],
  ['http://[::1]:8080', 'http://[::1]:8080'],
  ['https://bücher.example', 'https://xn--bcher-kva.example'],
  ['https://*', null],
  ['https://a;script-src', null],
  ['https://a,b', null],
  ["https://'self'", null],
  ['ftp://meet.example.org', null],
  ['file:///etc', null],
  ['meet.example.org', null],
  ['', null],
])('the origin of %j is %j', (text, origin) => {
  expect(toServerOrigin(text)).toBe(origin);
});
