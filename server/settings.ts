import { availableParallelism, networkInterfaces } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import { iceServer } from '../shared/contracts/index.ts';
import { MIN_LINK_SECRET_BYTES, nodeAddress } from '../shared/contracts/nodeLink.ts';
import {
  hasIceScheme,
  isAddress,
  isDatabaseUrl,
  isOrigin,
  isProxy,
  PROXY_GROUPS,
} from './settingChecks.ts';
import { isTurnUrl } from './turn/index.ts';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export const MAX_PORT = 65_535;
const SECONDS_PER_DAY = 24 * 60 * 60;

/** One line for the person who set it: which variable, what is wrong, what is allowed. Never a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly variable: string;

  constructor(variable: string, problem: string) {
    super(`${variable} ${problem}`);
    this.variable = variable;
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;

const integer = (min: number, max: number, problem: string) =>
  z
    .string()
    .regex(/^\d{1,9}$/, problem)
    .transform(Number)
    .pipe(z.number().min(min, problem).max(max, problem));

const address = (problem: string) => z.string().refine((text) => isAddress(text), problem);

/** One per variable; the messages go on after the variable's name. */
export const variables = {
  DATABASE_URL: z
    .string()
    .refine(isDatabaseUrl, 'must look like postgresql://user:password@host:5432/database.')
    .nullable()
    .default(null),
  PARLEY_DATA_DIR: z
    .string()
    .default('data')
    .transform((path) => resolve(path)),
  // Every interface: a meeting place that only its own machine can reach is no use to anybody else.
  PARLEY_HOST: address('must be an IP address or a host name of this machine.').default('0.0.0.0'),
  PARLEY_PORT: integer(
    0,
    MAX_PORT,
    'must be a port from 1 to 65535, or 0 for any free one.',
  ).default(8080),
  PARLEY_PUBLIC_URL: z
    .string()
    .refine(
      isOrigin,
      'must be where people open Parley, such as https://meet.example.org, without a path.',
    )
    .transform((text) => new URL(text).origin)
    .nullable()
    .default(null),
  PARLEY_MEDIA_ADDRESS: address(
    'must be the IP address or host name at which clients reach this machine.',
  ).default(() => firstLanAddress()),
  PARLEY_MEDIA_PORT: integer(
    0,
    MAX_PORT,
    'must be a port from 1 to 65535, or 0 for any free one.',
  ).default(40_000),
  PARLEY_MEDIA_WORKERS: integer(1, 64, 'must be a number of workers from 1 to 64.').default(() =>
    Math.min(64, availableParallelism()),
  ),
  PARLEY_MEDIA_NODE: z
    .string()
    .transform((text) => nodeAddress.safeParse(text).data ?? null)
    .refine((address) => address !== null, { error: () => NODE_PROBLEM })
    .nullable()
    .default(null),
  PARLEY_MEDIA_NODE_SECRET: z
    .string()
    .refine(
      (secret) => Buffer.byteLength(secret) >= MIN_LINK_SECRET_BYTES,
      `must have at least ${MIN_LINK_SECRET_BYTES} bytes, such as the output of: openssl rand -hex 32`,
    )
    .default(''),
  PARLEY_MEDIA_NODE_GRACE: integer(
    1,
    SECONDS_PER_DAY,
    `must be a number of seconds from 1 to ${SECONDS_PER_DAY}.`,
  ).default(60),
  PARLEY_MAX_PARTICIPANTS: integer(
    2,
    1_000_000,
    'must be a number of people from 2 to 1000000.',
  ).optional(),
  PARLEY_DRAIN_SECONDS: integer(
    0,
    SECONDS_PER_DAY,
    `must be a number of seconds from 0 to ${SECONDS_PER_DAY}.`,
  ).default(0),
  PARLEY_ICE_SERVERS: z
    .string()
    .transform(parseJson)
    .pipe(
      z.array(
        iceServer.refine((server) => hasIceScheme(server.urls)),
        {
          error: () => ICE_SERVERS_PROBLEM,
        },
      ),
    )
    .default([]),
  PARLEY_TURN_URLS: z
    .string()
    .transform((text) => text.split(',').map((url) => url.trim()))
    .refine(
      (urls) => urls.every(isTurnUrl),
      'must list relays such as turn:turn.example.org:3478?transport=udp, separated by commas.',
    )
    .nullable()
    .default(null),
  PARLEY_TURN_SECRET: z
    .string()
    .regex(
      /^[\w+/=.-]{32,256}$/,
      'must be 32 to 256 letters, digits or any of _ - + / = . as coturn has it in static-auth-secret.',
    )
    .nullable()
    .default(null),
  PARLEY_LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}.`).optional(),
  // Everybody of a large office behind one NAT, some of them twice.
  PARLEY_SOCKETS_PER_ADDRESS: integer(
    1,
    1_000_000,
    'must be a number of sockets from 1 to 1000000.',
  ).default(4_000),
  PARLEY_TRUST_PROXY: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .refine(
      (parts) => parts.every(isProxy),
      `must list addresses or networks such as 10.0.0.1, 10.0.0.0/8, or ${PROXY_GROUPS.join(', ')}.`,
    )
    // A proxy beside us is ours; nobody else's packets come from the loopback.
    .default(['loopback']),
} satisfies Record<string, z.ZodType>;

export const NODE_PROBLEM =
  'must be where the media node listens, such as unix:/run/parley/node.sock or ws://10.0.0.5:4500.';

const ICE_SERVERS_PROBLEM =
  'must be a JSON list such as [{"urls":"turn:turn.example.org:3478","username":"u","credential":"p"}].';

/** @throws {ConfigError} */
export function readVariable<T extends z.ZodType>(
  env: Environment,
  name: string,
  schema: T,
): z.output<T> {
  // `NAME=` in a file means what leaving the line out means.
  const text = env[name]?.trim();
  const parsed = schema.safeParse(text === '' ? undefined : text);
  if (parsed.success) return parsed.data;
  const isIce = name === 'PARLEY_ICE_SERVERS';
  throw new ConfigError(
    name,
    isIce ? ICE_SERVERS_PROBLEM : (parsed.error.issues[0]?.message ?? 'is not valid.'),
  );
}

function parseJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'is not JSON.' });
    return z.NEVER;
  }
}

/** What people on the same network can reach; without any network only this machine can. */
function firstLanAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return (
    addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1'
  );
}
