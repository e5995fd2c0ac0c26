/**
 * SQLSTATE classes and codes that say "not now" rather than "not like this": connections, resources, a shutdown or a
 * start, a time limit, and transactions that got into each other's way.
 */
const SQL_STATES = /^(08|53|57P0|57014|25P03|40001|40P01)/;
const SOCKET_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
]);
/** pg and TypeORM say these without a code. */
const MESSAGES = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'Query read timeout',
  'Client has encountered a connection error',
  'Client was closed and is not queryable',
  'Cannot use a pool after calling end',
  'Driver not Connected',
  // TypeORM, of a transaction whose connection has gone under it.
  'Query runner already released',
];

/** Whether a query failed because the database is away, so that trying again later makes sense. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isDatabaseUnavailable);
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  // A file that is missing has the same code as a Unix socket that is; only the latter has an address.
  if (SOCKET_CODES.has(code)) return 'address' in error || 'query' in error || code !== 'ENOENT';
  return SQL_STATES.test(code) || MESSAGES.some((message) => error.message.includes(message));
}
