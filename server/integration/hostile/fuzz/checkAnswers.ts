import { z } from 'zod';
import {
  envelope,
  errorEnvelope,
  events,
  requests,
  routes,
  wireError,
  type RequestName,
  type RouteContract,
  type RouteName,
} from '../../../../shared/contracts/index.ts';
import type { ErrorCode } from '../../../../shared/errors.ts';

/** What must never be read outside: where our code lies, what it and the database say to each other. */
const INTERNAL =
  /node_modules|file:\/\/|\.[jt]s:\d+|\n\s+at |QueryFailed|\bSELECT \b|\bINSERT INTO\b|violates|invalid byte sequence|TypeError|RangeError|Cannot read|undefined is not|ECONN|ENOENT|EACCES/;

/** May answer any request, whatever its contract names: it never came to what the contract is about. */
const OF_THE_DOOR: readonly ErrorCode[] = [
  'malformed_json',
  'invalid_input',
  'payload_too_large',
  'unsupported_media_type',
  'not_found',
  'method_not_allowed',
  'unauthenticated',
  'token_expired',
  'account_banned',
  'rate_limited',
];

/** Nothing of what attackers send is a reason for these. */
const OUR_FAULT: readonly ErrorCode[] = ['internal', 'unavailable', 'media_unavailable'];

const NO_ENVELOPE = /^\/(health|api\/openapi\.json|api\/docs|socket\.io)/;

export interface HttpAnswer {
  status: number;
  type: string;
  text: string;
}

/** @returns what is wrong with it; null: nothing */
export function checkHttpAnswer(
  { status, type, text }: HttpAnswer,
  route: RouteName | null,
  path: string,
): string | null {
  if (status >= 500) return `HTTP ${status}: ${text.slice(0, 300)}`;
  if (INTERNAL.test(text.slice(0, 100_000)) && !path.startsWith('/api/docs')) {
    return `internals in an answer: ${text.slice(0, 300)}`;
  }
  if (!path.startsWith('/api/v1') || text === '' || NO_ENVELOPE.test(path)) return null;
  const contract: RouteContract | null = route && routes[route];
  if (status < 400 && contract?.produces !== undefined) return null;
  if (!type.startsWith('application/json')) return `${status} of type "${type}"`;
  const parsed = parseJson(text);
  if (status < 400) return contract?.response ? misfit(envelope(contract.response), parsed) : null;
  const error = errorEnvelope.safeParse(parsed);
  if (!error.success) return `an error that is none: ${text.slice(0, 300)}`;
  if (error.data.code !== status) return `code ${error.data.code} with status ${status}`;
  const isNamed = [...OF_THE_DOOR, ...(contract?.errors ?? OF_THE_DOOR)].includes(error.data.error);
  const isUnbound = route === null;
  return isNamed || isUnbound ? null : `${route} does not name its error ${error.data.error}`;
}

/** @returns what is wrong with the answer to a request; null: nothing */
export function checkReply(name: RequestName, reply: unknown): string | null {
  const shape = z.union([
    z.strictObject({ ok: z.literal(true), data: requests[name].output }),
    z.strictObject({ ok: z.literal(false), error: wireError }),
  ]);
  const parsed = shape.safeParse(reply);
  if (!parsed.success) return `an answer that fits no contract: ${shorten(reply)}`;
  if (parsed.data.ok) return null;
  const { error } = parsed.data;
  if (OUR_FAULT.includes(error.code)) return `answered ${error.code}: ${error.message}`;
  return INTERNAL.test(JSON.stringify(error)) ? `internals in an answer: ${shorten(error)}` : null;
}

/** @returns what is wrong with an event; null: nothing */
export function checkEvent(name: string, payloads: unknown[]): string | null {
  const contract: Record<string, z.ZodType> = events;
  const schema = Object.hasOwn(contract, name) ? contract[name] : undefined;
  if (!schema) return `an event "${name}" that no contract knows`;
  return misfit(z.tuple([schema]), payloads);
}

function misfit(schema: z.ZodType, value: unknown): string | null {
  const parsed = schema.safeParse(value);
  if (parsed.success) return null;
  const [issue] = parsed.error.issues;
  return `${issue?.path.join('.')}: ${issue?.message} in ${shorten(value)}`;
}

function shorten(value: unknown): string {
  return (JSON.stringify(value) ?? 'undefined').slice(0, 300);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Checked as what it is: nothing that fits any contract.
    return undefined;
  }
}
