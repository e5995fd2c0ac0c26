import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ServerProcess } from './ServerProcess.ts';

const READY = `process.send({ event: 'ready', url: 'http://localhost:1234' });`;
const STAY = 'setInterval(() => {}, 60_000);';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'parley-launcher-'));
  await mkdir(join(root, 'server'));
});

afterEach(() => rm(root, { recursive: true }));

async function start(program: string): Promise<ServerProcess> {
  await writeFile(join(root, 'server', 'main.ts'), program);
  return new ServerProcess({ root, env: process.env });
}

describe('the server as our child', () => {
  it('tells its address when it is ready and ends in its own way when asked to', async () => {
    const server = await start(`process.on('SIGTERM', () => process.exit(3)); ${READY} ${STAY}`);
    expect(await server.ready).toBe('http://localhost:1234');
    expect(await server.stop()).toBe(3);
  });

  it('is told whether to wait for meetings, and told again when nobody waits any more', async () => {
    const program = `
      process.on('SIGTERM', () => process.send({ event: 'draining', limitMs: 60_000 }));
      process.on('SIGINT', () => process.exit(4));`;
    const server = await start(`${program} ${READY} ${STAY}`);
    await server.ready;
    const again = new AbortController();
    const code = server.stop('SIGTERM', again.signal);
    again.abort();
    expect(await code).toBe(4);
  });

  it('passes on the code of a bad configuration', async () => {
    const server = await start('process.exit(78);');
    expect(await server.ended).toBe(78);
  });

  it('reports the signal that killed it as a shell would', async () => {
    const server = await start(`process.kill(process.pid, 'SIGKILL');`);
    expect(await server.ended).toBe(137);
  });

  it('knows of our end by the channel between us', async () => {
    const server = await start(`process.on('disconnect', () => process.exit(5)); ${READY} ${STAY}`);
    await server.ready;
    server.disconnect();
    expect(await server.ended).toBe(5);
  });
});
