import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from './support/testServer.ts';

const CROWD = 1000;

/** Connects them all, and tells how many the system has connected when it is all of them or time is up. */
const CROWD_PROGRAM = `
  const { connect } = require('node:net');
  const [port, count] = process.argv.slice(1).map(Number);
  let connected = 0;
  const tell = () => { process.stdout.write(String(connected)); process.exit(); };
  setTimeout(tell, 5000);
  for (let index = 0; index < count; index += 1) {
    connect(port, '127.0.0.1').on('error', () => undefined).on('connect', () => {
      connected += 1;
      if (connected === count) tell();
    });
  }`;

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

/** How many the system lets wait, where it says so. */
async function systemLimit(): Promise<number> {
  if (process.platform !== 'linux') return 0;
  return Number(await readFile('/proc/sys/net/core/somaxconn', 'utf8'));
}

test('a crowd that comes while the server is busy waits to be accepted', async ({ skip }) => {
  skip((await systemLimit()) < CROWD, 'this system lets fewer wait');
  const { port } = new URL(server.url);
  // While this process waits for the other, it accepts nobody.
  const crowd = spawnSync(process.execPath, ['-e', CROWD_PROGRAM, port, String(CROWD)]);
  expect(Number(crowd.stdout.toString())).toBe(CROWD);
});
