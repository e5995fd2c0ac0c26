import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { z } from 'zod';
import { MAX_PARTICIPANTS, type IceServer } from '../shared/contracts/index.ts';
import type { NodeAddress } from '../shared/contracts/nodeLink.ts';
import {
  ConfigError,
  MAX_PORT,
  NODE_PROBLEM,
  readVariable,
  variables,
  type Environment,
  type LogLevel,
} from './settings.ts';

export { ConfigError, type Environment, type LogLevel } from './settings.ts';

/**
 * A worker forwards near 95,000 packets a second: 500 people who watch one speaker (200 packets a second each), or
 * some 100 in meetings where everybody shows themselves. A bound against collapse, no promise of quality.
 */
const PARTICIPANTS_PER_WORKER = 500;

/** A media node's own workers. */
interface WorkersConfig {
  /** The address that clients are told to send media to. */
  readonly announcedAddress: string;
  /** Of the first worker; worker i listens at `basePort + i`. 0: any free ones. */
  readonly basePort: number;
  readonly workers: number;
}

/** Where a media node listens, and what both sides prove to each other; `secret` empty: a unix socket needs none. */
interface NodeLinkConfig {
  readonly address: NodeAddress;
  readonly secret: string;
}

/** What a media node in a process of its own reads. */
export interface MediaNodeConfig {
  readonly link: NodeLinkConfig;
  readonly workers: WorkersConfig;
  /** How long rooms are kept while no server is there, milliseconds. */
  readonly graceMs: number;
  readonly logLevel: LogLevel;
}

/** Everything that can be set from outside, checked. Made once, by `main.ts`, and handed down. */
export interface Config {
  /** null: the embedded PostgreSQL. */
  readonly databaseUrl: string | null;
  /** Absolute. */
  readonly dataDir: string;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Origin without a trailing slash; null: worked out from host and port. */
  readonly publicUrl: string | null;
  /** PEM; null: plain HTTP. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  readonly media: WorkersConfig & {
    /** The node in another process; null: one in this process. */
    readonly node: NodeLinkConfig | null;
  };
  /** How many people there may be in all meetings together. */
  readonly maxParticipants: number;
  /** How long SIGTERM lets meetings go on that are running, milliseconds. */
  readonly drainMs: number;
  readonly iceServers: readonly IceServer[];
  /** Relays that take credentials of ours; `secret` null: derived from the server's own. null: none. */
  readonly turn: { readonly urls: readonly string[]; readonly secret: string | null } | null;
  readonly logLevel: LogLevel;
  /** Addresses and networks whose `X-Forwarded-*` headers are believed. */
  readonly trustedProxies: readonly string[];
  /** How many signalling sockets one address may have; an IPv6 network (/64) is one. */
  readonly socketsPerAddress: number;
}

/**
 * Reads `.env` from the working directory into the environment, where that says nothing of its own, and
 * checks all of it. The only reader of `process.env`.
 * @throws {ConfigError}
 */
export function loadConfig(): Config {
  loadEnvFile();
  return parseConfig(process.env, { isTerminal: process.stderr.isTTY });
}

/**
 * As `loadConfig`, for a media node in a process of its own.
 * @throws {ConfigError}
 */
export function loadMediaNodeConfig(): MediaNodeConfig {
  loadEnvFile();
  return parseMediaNodeConfig(process.env, { isTerminal: process.stderr.isTTY });
}

function loadEnvFile(): void {
  try {
    process.loadEnvFile();
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isMissing) throw new ConfigError('.env', 'cannot be read; allow this account to read it.');
  }
}

/**
 * @param isTerminal Whether a person watches: then only what went wrong is logged, unless they ask for more.
 * @throws {ConfigError}
 */
export function parseConfig(
  env: Environment,
  { isTerminal }: { isTerminal: boolean } = { isTerminal: false },
): Config {
  const read = <T extends z.ZodType>(name: keyof typeof variables, schema: T) =>
    readVariable(env, name, schema);
  const media = { ...readWorkers(env), node: readNodeLink(env) };
  return deepFreeze({
    databaseUrl: read('DATABASE_URL', variables.DATABASE_URL),
    dataDir: read('PARLEY_DATA_DIR', variables.PARLEY_DATA_DIR),
    host: read('PARLEY_HOST', variables.PARLEY_HOST),
    port: read('PARLEY_PORT', variables.PARLEY_PORT),
    publicUrl: read('PARLEY_PUBLIC_URL', variables.PARLEY_PUBLIC_URL),
    tls: readTls(env),
    media,
    maxParticipants:
      read('PARLEY_MAX_PARTICIPANTS', variables.PARLEY_MAX_PARTICIPANTS) ??
      Math.max(MAX_PARTICIPANTS, media.workers * PARTICIPANTS_PER_WORKER),
    drainMs: read('PARLEY_DRAIN_SECONDS', variables.PARLEY_DRAIN_SECONDS) * 1000,
    iceServers: read('PARLEY_ICE_SERVERS', variables.PARLEY_ICE_SERVERS),
    turn: readTurn(env),
    logLevel: readLogLevel(env, isTerminal),
    trustedProxies: read('PARLEY_TRUST_PROXY', variables.PARLEY_TRUST_PROXY),
    socketsPerAddress: read('PARLEY_SOCKETS_PER_ADDRESS', variables.PARLEY_SOCKETS_PER_ADDRESS),
  });
}

/** @throws {ConfigError} */
export function parseMediaNodeConfig(
  env: Environment,
  { isTerminal }: { isTerminal: boolean } = { isTerminal: false },
): MediaNodeConfig {
  const link = readNodeLink(env);
  if (!link) throw new ConfigError('PARLEY_MEDIA_NODE', `is missing: it ${NODE_PROBLEM}`);
  const grace = readVariable(env, 'PARLEY_MEDIA_NODE_GRACE', variables.PARLEY_MEDIA_NODE_GRACE);
  return deepFreeze({
    link,
    workers: readWorkers(env),
    graceMs: grace * 1000,
    logLevel: readLogLevel(env, isTerminal),
  });
}

function readLogLevel(env: Environment, isTerminal: boolean): LogLevel {
  const level = readVariable(env, 'PARLEY_LOG_LEVEL', variables.PARLEY_LOG_LEVEL);
  return level ?? (isTerminal ? 'warn' : 'info');
}

function readWorkers(env: Environment): WorkersConfig {
  const basePort = readVariable(env, 'PARLEY_MEDIA_PORT', variables.PARLEY_MEDIA_PORT);
  const workers = readVariable(env, 'PARLEY_MEDIA_WORKERS', variables.PARLEY_MEDIA_WORKERS);
  const lastPort = basePort + workers - 1;
  if (basePort > 0 && lastPort > MAX_PORT) {
    throw new ConfigError(
      'PARLEY_MEDIA_PORT',
      `is too high: ${workers} workers need the ports ${basePort} to ${lastPort}, and ${MAX_PORT} is the last one.`,
    );
  }
  const name = 'PARLEY_MEDIA_ADDRESS';
  return { announcedAddress: readVariable(env, name, variables[name]), basePort, workers };
}

function readNodeLink(env: Environment): NodeLinkConfig | null {
  const address = readVariable(env, 'PARLEY_MEDIA_NODE', variables.PARLEY_MEDIA_NODE);
  const name = 'PARLEY_MEDIA_NODE_SECRET';
  const secret = readVariable(env, name, variables[name]);
  if (address?.kind === 'tcp' && secret === '') {
    throw new ConfigError(name, 'is missing: PARLEY_MEDIA_NODE over the network needs it.');
  }
  return address && { address, secret };
}

function readTurn(env: Environment): Config['turn'] {
  const urls = readVariable(env, 'PARLEY_TURN_URLS', variables.PARLEY_TURN_URLS);
  const secret = readVariable(env, 'PARLEY_TURN_SECRET', variables.PARLEY_TURN_SECRET);
  return urls && { urls, secret };
}

function readTls(env: Environment): Config['tls'] {
  const files = { cert: env['PARLEY_TLS_CERT']?.trim(), key: env['PARLEY_TLS_KEY']?.trim() };
  if (!files.cert && !files.key) return null;
  if (!files.cert) throw new ConfigError('PARLEY_TLS_CERT', 'is missing: PARLEY_TLS_KEY needs it.');
  if (!files.key) throw new ConfigError('PARLEY_TLS_KEY', 'is missing: PARLEY_TLS_CERT needs it.');
  const tls = {
    cert: readPem('PARLEY_TLS_CERT', files.cert),
    key: readPem('PARLEY_TLS_KEY', files.key),
  };
  try {
    createSecureContext(tls);
  } catch {
    // What OpenSSL says of it may quote the key.
    throw new ConfigError(
      'PARLEY_TLS_CERT',
      'and PARLEY_TLS_KEY do not go together; name PEM files of one certificate (with its chain) and its key.',
    );
  }
  return tls;
}

function readPem(variable: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new ConfigError(variable, `names a file that cannot be read: ${path}`);
  }
}

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) {
    if (typeof part === 'object' && part !== null) deepFreeze(part);
  }
  return Object.freeze(value);
}
