import { describe, expect, it } from 'vitest';
import { connectionUrl } from './settings.ts';

describe('the address of the embedded database', () => {
  it('names the socket by its folder', () => {
    const url = new URL(connectionUrl({ sockets: '/data/my run', port: 5432 }, 'pass', 'parley'));
    expect(url.searchParams.get('host')).toBe('/data/my run');
    expect(url.port).toBe('5432');
    expect(url.pathname).toBe('/parley');
  });

  it('stays on this machine where there are no sockets', () => {
    const url = new URL(connectionUrl({ sockets: undefined, port: 40123 }, 'pass', 'parley'));
    expect(url.host).toBe('127.0.0.1:40123');
    expect(url.search).toBe('');
  });
});
