import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ConfigError, parseConfig, parseMediaNodeConfig, type Environment } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function refusalOf(env: Environment): string {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'accepted';
}

test('without any variable there is a server for this machine and its network', () => {
  const config = parseConfig({});
  expect(config).toMatchObject({
    databaseUrl: null,
    dataDir: resolve('data'),
    host: '0.0.0.0',
    port: 8080,
    publicUrl: null,
    tls: null,
    media: { basePort: 40_000, workers: availableParallelism(), node: null },
    iceServers: [],
    turn: null,
    logLevel: 'info',
    trustedProxies: ['loopback'],
    socketsPerAddress: 4000,
    maxParticipants: Math.max(1000, 500 * availableParallelism()),
    drainMs: 0,
  });
  expect(config.media.announcedAddress).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
});

test('every variable is taken over', () => {
  const config = parseConfig({
    DATABASE_URL: 'postgresql://parley:s3cret@db.example.org:5433/parley?sslmode=require',
    PARLEY_DATA_DIR: '/srv/parley',
    PARLEY_HOST: '127.0.0.1',
    PARLEY_PORT: '9000',
    PARLEY_PUBLIC_URL: 'https://Meet.example.org/',
    PARLEY_MEDIA_ADDRESS: '203.0.113.7',
    PARLEY_MEDIA_PORT: '50000',
    PARLEY_MEDIA_WORKERS: '3',
    PARLEY_MEDIA_NODE: 'ws://10.0.0.5:4500',
    PARLEY_MEDIA_NODE_SECRET: 'known-to-the-server-and-to-its-node',
    PARLEY_MAX_PARTICIPANTS: '250',
    PARLEY_DRAIN_SECONDS: '90',
    PARLEY_ICE_SERVERS: '[{"urls":["turn:t.example.org"],"username":"u","credential":"p"}]',
    PARLEY_TURN_URLS: 'turn:t.example.org:3478?transport=udp, turns:t.example.org',
    PARLEY_TURN_SECRET: 'shared-with-coturn_and-nobody-else',
    PARLEY_LOG_LEVEL: 'debug',
    PARLEY_TRUST_PROXY: '10.0.0.0/8, uniquelocal',
    PARLEY_SOCKETS_PER_ADDRESS: '600',
  });
  expect(config).toEqual({
    databaseUrl: 'postgresql://parley:s3cret@db.example.org:5433/parley?sslmode=require',
    dataDir: resolve('/srv/parley'),
    host: '127.0.0.1',
    port: 9000,
    publicUrl: 'https://meet.example.org',
    tls: null,
    media: {
      announcedAddress: '203.0.113.7',
      basePort: 50_000,
      workers: 3,
      node: {
        address: { kind: 'tcp', host: '10.0.0.5', port: 4500, isSecure: false },
        secret: 'known-to-the-server-and-to-its-node',
      },
    },
    maxParticipants: 250,
    drainMs: 90_000,
    iceServers: [{ urls: ['turn:t.example.org'], username: 'u', credential: 'p' }],
    turn: {
      urls: ['turn:t.example.org:3478?transport=udp', 'turns:t.example.org'],
      secret: 'shared-with-coturn_and-nobody-else',
    },
    logLevel: 'debug',
    trustedProxies: ['10.0.0.0/8', 'uniquelocal'],
    socketsPerAddress: 600,
  });
});

test('a variable that is set to nothing is not set', () => {
  expect(parseConfig({ PARLEY_PORT: '', PARLEY_PUBLIC_URL: ' ', DATABASE_URL: '' })).toMatchObject({
    port: 8080,
    publicUrl: null,
    databaseUrl: null,
  });
});

test('where a person watches, only what went wrong is logged by default', () => {
  expect(parseConfig({}, { isTerminal: true }).logLevel).toBe('warn');
  expect(parseConfig({ PARLEY_LOG_LEVEL: 'info' }, { isTerminal: true }).logLevel).toBe('info');
});

test('nobody changes it afterwards', () => {
  const config = parseConfig({});
  expect(Object.isFrozen(config)).toBe(true);
  expect(Object.isFrozen(config.media)).toBe(true);
  expect(Object.isFrozen(config.trustedProxies)).toBe(true);
});

describe('a bad value is refused by the name of its variable and with what is allowed:', () => {
  test.each([
    ['DATABASE_URL', 'mysql://localhost/parley', 'postgresql://'],
    ['DATABASE_URL', 'postgresql://localhost', 'postgresql://'],
    ['PARLEY_HOST', 'not a host', 'IP address'],
    ['PARLEY_PORT', 'http', '1 to 65535'],
    ['PARLEY_PORT', '65536', '1 to 65535'],
    ['PARLEY_PORT', '-1', '1 to 65535'],
    ['PARLEY_PORT', '80.5', '1 to 65535'],
    ['PARLEY_PUBLIC_URL', 'meet.example.org', 'https://meet.example.org'],
    ['PARLEY_PUBLIC_URL', 'https://example.org/parley', 'without a path'],
    ['PARLEY_PUBLIC_URL', 'ftp://example.org', 'https://meet.example.org'],
    ['PARLEY_MEDIA_ADDRESS', '10.0.0.1:4000', 'IP address'],
    ['PARLEY_MEDIA_PORT', '70000', '1 to 65535'],
    ['PARLEY_MEDIA_WORKERS', '0', '1 to 64'],
    ['PARLEY_MAX_PARTICIPANTS', '1', '2 to 1000000'],
    ['PARLEY_DRAIN_SECONDS', '-1', '0 to 86400'],
    ['PARLEY_ICE_SERVERS', 'turn:t.example.org', 'JSON list'],
    ['PARLEY_ICE_SERVERS', '{"urls":"turn:t.example.org"}', 'JSON list'],
    ['PARLEY_ICE_SERVERS', '[{"urls":"https://t.example.org"}]', 'JSON list'],
    ['PARLEY_LOG_LEVEL', 'verbose', 'trace, debug, info'],
    ['PARLEY_TRUST_PROXY', '10.0.0.0/33', '10.0.0.0/8'],
    ['PARLEY_TRUST_PROXY', 'nginx', 'loopback'],
    ['PARLEY_SOCKETS_PER_ADDRESS', '0', 'from 1'],
  ])('%s=%s', (variable, value, allowed) => {
    const refusal = refusalOf({ [variable]: value });
    expect(refusal.startsWith(`${variable} must `)).toBe(true);
    expect(refusal).toContain(allowed);
    expect(refusal).not.toContain('\n');
  });
});

test('a refused database URL does not show its password', () => {
  expect(refusalOf({ DATABASE_URL: 'mysql://parley:s3cret@db/parley' })).not.toContain('s3cret');
});

test('workers whose ports would lie beyond the last port are refused', () => {
  const refusal = refusalOf({ PARLEY_MEDIA_PORT: '65535', PARLEY_MEDIA_WORKERS: '2' });
  expect(refusal).toContain('PARLEY_MEDIA_PORT is too high');
});

test.each([
  ['PARLEY_TURN_URLS', 'turn.example.org', 'must list relays such as turn:'],
  ['PARLEY_TURN_URLS', 'turn:a:3478,stun:b', 'must list relays such as turn:'],
  ['PARLEY_TURN_URLS', 'turn:a:99999', 'must list relays such as turn:'],
  ['PARLEY_TURN_SECRET', 'too short', 'must be 32 to 256'],
  ['PARLEY_MEDIA_NODE', 'unix:node.sock', 'must be where the media node listens'],
  ['PARLEY_MEDIA_NODE', 'ws://10.0.0.5', 'must be where the media node listens'],
  ['PARLEY_MEDIA_NODE', 'http://10.0.0.5:4500', 'must be where the media node listens'],
  ['PARLEY_MEDIA_NODE', 'ws://10.0.0.5:4500', 'PARLEY_MEDIA_NODE_SECRET is missing'],
  ['PARLEY_MEDIA_NODE_SECRET', 'too short', 'must have at least 32 bytes'],
])('%s=%s is refused', (name, value, refusal) => {
  expect(refusalOf({ [name]: value })).toContain(refusal);
  expect(refusalOf({ [name]: value })).not.toContain('too short');
});

describe('TLS', () => {
  const notPem = join(folder, 'not.pem');
  writeFileSync(notPem, 'PRIVATE: this is no certificate');

  test('needs both files', () => {
    expect(refusalOf({ PARLEY_TLS_CERT: notPem })).toContain('PARLEY_TLS_KEY is missing');
    expect(refusalOf({ PARLEY_TLS_KEY: notPem })).toContain('PARLEY_TLS_CERT is missing');
  });

  test('names the file that cannot be read', () => {
    const missing = join(folder, 'missing.pem');
    const refusal = refusalOf({ PARLEY_TLS_CERT: notPem, PARLEY_TLS_KEY: missing });
    expect(refusal).toBe(`PARLEY_TLS_KEY names a file that cannot be read: ${missing}`);
  });

  test('refuses what is not a certificate with its key, without quoting it', () => {
    const refusal = refusalOf({ PARLEY_TLS_CERT: notPem, PARLEY_TLS_KEY: notPem });
    expect(refusal).toContain('PARLEY_TLS_CERT and PARLEY_TLS_KEY do not go together');
    expect(refusal).not.toContain('PRIVATE');
  });
});

describe('a media node in a process of its own', () => {
  const unix = { PARLEY_MEDIA_NODE: 'unix:/run/parley/node.sock' };

  test('needs to know where it listens, and no secret at a unix socket', () => {
    expect(() => parseMediaNodeConfig({})).toThrow(/PARLEY_MEDIA_NODE is missing/);
    expect(parseMediaNodeConfig({ ...unix, PARLEY_MEDIA_WORKERS: '2' })).toMatchObject({
      link: { address: { kind: 'unix', path: '/run/parley/node.sock' }, secret: '' },
      workers: { basePort: 40_000, workers: 2 },
      graceMs: 60_000,
    });
  });

  test('never says its secret', () => {
    const secret = 'short but secret';
    const env = { ...unix, PARLEY_MEDIA_NODE_SECRET: secret };
    expect(() => parseMediaNodeConfig(env)).toThrow(ConfigError);
    expect(() => parseMediaNodeConfig(env)).not.toThrow(new RegExp(secret));
  });

  test('takes IPv6 addresses and TLS', () => {
    const env = {
      PARLEY_MEDIA_NODE: 'wss://[2001:db8::7]:443',
      PARLEY_MEDIA_NODE_SECRET: 'known-to-the-server-and-to-its-node',
    };
    expect(parseConfig(env).media.node?.address).toEqual({
      kind: 'tcp',
      host: '2001:db8::7',
      port: 443,
      isSecure: true,
    });
  });
});

describe('the documents', () => {
  const read = (name: string) => readFileSync(join(import.meta.dirname, '..', name), 'utf8');
  const names = new Set(
    `${read('server/config.ts')}${read('server/settings.ts')}`.match(
      /\b(?:PARLEY_[A-Z_]*[A-Z]|DATABASE_URL)\b/g,
    ),
  );

  test.each(['README.md', '.env.example'])('name every variable: %s', (file) => {
    const text = read(file);
    expect(names.size).toBeGreaterThan(10);
    expect([...names].filter((name) => !text.includes(name))).toEqual([]);
  });

  test('say the defaults that are', () => {
    const { host, port, media, trustedProxies } = parseConfig({});
    const rows = read('README.md').split('\n');
    const rowOf = (name: string) => rows.find((row) => row.startsWith(`| \`${name}\``));
    expect(rowOf('PARLEY_PORT')).toContain(`\`${port}\`, \`${host}\``);
    expect(rowOf('PARLEY_MEDIA_PORT')).toContain(`\`${media.basePort}\``);
    expect(rowOf('PARLEY_TRUST_PROXY')).toContain(`\`${trustedProxies.join(',')}\``);
  });
});
