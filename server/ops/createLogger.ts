import { destination, pino, type Logger } from 'pino';
import type { LogLevel } from '../config.ts';

/** Fields that would open something to whoever reads the log; nobody logs them, and if somebody does, it stays out. */
const SECRETS = [
  'password',
  'passcode',
  'token',
  'accessToken',
  'refreshToken',
  'setupToken',
  'seatToken',
  'authorization',
  'cookie',
  'url',
];

const DEEPEST_CAUSE = 4;

/** JSON lines on stderr: stdout belongs to what a person must read. */
export function createLogger(level: LogLevel): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
      redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`]), censor: '(secret)' },
    },
    destination({ dest: 2, sync: true }),
  );
}

/**
 * What an error is, without what it carries: a failed query has its parameters with it, which are people's
 * names, hashes and messages.
 */
export function describeError(error: unknown, depth = 0): object {
  if (!(error instanceof Error)) return { message: String(error) };
  return {
    type: error.name,
    message: error.message,
    ...('code' in error && { code: String(error.code) }),
    stack: error.stack,
    ...(error.cause !== undefined &&
      depth < DEEPEST_CAUSE && { cause: describeError(error.cause, depth + 1) }),
  };
}
