import { expect, test } from 'vitest';
import { isSecureContext, publicUrlOf } from './publicUrl.ts';

const tls = { cert: '', key: '' };

test.each([
  [{ publicUrl: null, tls: null, host: '0.0.0.0' }, 8080, 'http://localhost:8080'],
  [{ publicUrl: null, tls: null, host: '127.0.0.1' }, 80, 'http://localhost'],
  [{ publicUrl: null, tls, host: 'meet.example.org' }, 443, 'https://meet.example.org'],
  [{ publicUrl: null, tls: null, host: 'fd00::1' }, 8080, 'http://[fd00::1]:8080'],
  [{ publicUrl: 'https://meet.example.org', tls: null, host: '::' }, 1, 'https://meet.example.org'],
])('%j at port %i is opened at %s', (config, port, expected) => {
  expect(publicUrlOf(config, port)).toBe(expected);
});

test('cameras need https, or this machine', () => {
  const secure = [
    'https://10.0.0.5:8080',
    'http://localhost:8080',
    'http://127.0.0.1',
    'http://[::1]:1',
  ];
  expect(secure.every(isSecureContext)).toBe(true);
  expect(['http://10.0.0.5:8080', 'http://localhost.example.org'].some(isSecureContext)).toBe(
    false,
  );
});
