import { describe, expect, it } from 'vitest';
import { parseServerAddress } from './serverAddress.ts';

describe('the address of an organisation', () => {
  it.each([
    ['meet.example.org', 'https://meet.example.org'],
    ['  Meet.Example.org/ ', 'https://meet.example.org'],
    ['https://meet.example.org/m/abc-defg-hjk', 'https://meet.example.org'],
    ['http://meet.example.org', 'http://meet.example.org'],
    ['meet.example.org:8443', 'https://meet.example.org:8443'],
    ['localhost:8080', 'http://localhost:8080'],
    ['192.168.1.20:8080', 'http://192.168.1.20:8080'],
    ['172.32.0.1', 'https://172.32.0.1'],
  ])('%j is %s', (text, origin) => {
    expect(parseServerAddress(text)).toBe(origin);
  });

  it.each(['', '   ', 'two words', 'ftp://meet.example.org', 'https://', 'javascript:alert(1)'])(
    '%j is none',
    (text) => {
      expect(parseServerAddress(text)).toBeNull();
    },
  );
});
