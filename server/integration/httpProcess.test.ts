import { connect, createServer } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { until } from './support/ApiClient.ts';
import { ServerProcess } from './support/ServerProcess.ts';

const processes: ServerProcess[] = [];
afterEach(async () => {
  await Promise.all(processes.splice(0).map((server) => server.dispose()));
});

async function start(env?: Record<string, string>, dotEnv?: string): Promise<ServerProcess> {
  const server = await ServerProcess.start(env, dotEnv);
  processes.push(server);
  return server;
}

const isReachable = (url: string) =>
  fetch(`${url}/health`).then(
    () => true,
    () => false,
  );

test('a start ends with the address to open and the one-time link', async () => {
  const server = await start();
  const url = await server.ready();
  expect((await fetch(`${url}/health`)).status).toBe(200);
  server.signal('SIGTERM');
  expect(await server.exited).toBe(0);
  const [link, ready] = server.stdout.trimEnd().split('\n');
  expect(link).toMatch(new RegExp(`: ${url}/setup#token=[\\w-]{43}$`));
  expect(ready).toBe(`Parley is ready: ${url}`);
  // The token is for whoever sits there, not for whoever reads the log.
  expect(server.stderr).not.toContain(link?.split('=')[1]);
});

describe('a server stops in order', () => {
  test.each(['SIGINT', 'SIGHUP'] as const)('at %s', async (signal) => {
    const server = await start();
    const url = await server.ready();
    server.signal(signal);
    expect(await server.exited).toBe(0);
    expect(await isReachable(url)).toBe(false);
  });

  test('though somebody has sent half a request', async () => {
    const server = await start();
    const { port } = new URL(await server.ready());
    const half = connect(Number(port), '127.0.0.1');
    half.on('error', () => undefined);
    const head = 'POST /api/v1/auth/login HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\n\r\n{';
    await new Promise<void>((resolve) => half.write(head, () => resolve()));
    // Behind it on another connection, so that the server has it.
    await isReachable(`http://127.0.0.1:${port}`);
    server.signal('SIGTERM');
    expect(await server.exited).toBe(0);
    half.destroy();
  });

  test('when its launcher is gone', async () => {
    const server = await start();
    await server.ready();
    server.disconnect();
    expect(await server.exited).toBe(0);
  });

  test('when it is asked while it starts', async () => {
    const server = await start({ PARLEY_LOG_LEVEL: 'info' });
    await until(() => server.stderr.includes('database migrated'), 25_000);
    server.signal('SIGTERM');
    expect(await server.exited).toBe(0);
    expect(server.stderr).not.toContain('"level":"error"');
  });
});

describe('a start that cannot succeed says why in one line and exits with 78:', () => {
  const failureOf = async (env: Record<string, string>, dotEnv?: string) => {
    const server = await start(env, dotEnv);
    expect(await server.exited).toBe(78);
    expect(server.stdout).toBe('');
    const lines = server.stderr
      .trimEnd()
      .split('\n')
      .filter((line) => !line.startsWith('{'));
    expect(lines).toHaveLength(1);
    return lines[0];
  };

  test('a bad variable', async () => {
    expect(await failureOf({ PARLEY_PORT: 'http' })).toBe(
      'PARLEY_PORT must be a port from 1 to 65535, or 0 for any free one.',
    );
  });

  test('a bad variable in .env, unless the environment has a good one', async () => {
    const dotEnv = 'PARLEY_LOG_LEVEL=loud\nPARLEY_MEDIA_PORT=none\n';
    const failure = await failureOf({ PARLEY_MEDIA_PORT: '0' }, dotEnv);
    expect(failure).toMatch(/^PARLEY_LOG_LEVEL must be one of /);
  });

  test('a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect(await failureOf({ PARLEY_PORT: String(port) })).toContain(`port ${port} is in use`);
    other.close();
  });

  test('an address of another machine', async () => {
    expect(await failureOf({ PARLEY_HOST: '203.0.113.1' })).toContain('PARLEY_HOST');
  });

  test('a database that refuses, without its password', async () => {
    // A port on which something listens that is no PostgreSQL and hangs up at once.
    const other = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const failure = await failureOf({ DATABASE_URL: `postgresql://u:s3cret@127.0.0.1:${port}/p` });
    expect(failure).toContain('The database cannot be used');
    expect(failure).not.toContain('s3cret');
    other.close();
  });
});
