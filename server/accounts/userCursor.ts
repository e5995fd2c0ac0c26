import { z } from 'zod';
import { freeText } from '../../shared/contracts/index.ts';
import { AppError } from '../../shared/errors.ts';
import type { UserPosition, UserQuery, UserSort } from './ports.ts';

/** Of names and addresses: what the contract lets in, where lower case may be longer than upper. */
const text = freeText(300);

/** Whatever gets past this is a time to PostgreSQL too: in UTC without saying so, six decimals, no year nought. */
const time = z.iso
  .datetime({ local: true })
  .max('2026-11-21T09:41:52.123456'.length)
  .regex(/^(?!0000)[^Z]*$/);

const KEYS = {
  createdAt: time,
  displayName: text,
  email: text,
  // Never.
  lastSeenAt: z.union([time, z.literal('-infinity')]),
} as const satisfies Record<UserSort, z.ZodType<string>>;

/**
 * The order is named in it: a name would be taken for an e-mail address otherwise, and one time for the other.
 * @returns base64url of JSON: `[sort, key, id]`
 */
export function writeCursor(sort: UserSort, position: UserPosition | null): string | null {
  if (!position) return null;
  return Buffer.from(JSON.stringify([sort, position.key, position.id])).toString('base64url');
}

/** @throws AppError `invalid_input` when it was not written for this order */
export function readCursor(
  sort: UserSort,
  side: 'after' | 'before',
  cursor: string | undefined,
): UserQuery['from'] {
  if (cursor === undefined) return null;
  const position = z.tuple([z.literal(sort), KEYS[sort], z.uuid()]).safeParse(parseJson(cursor));
  if (!position.success) {
    const message = 'This cursor is not of this order. Begin again at the first page.';
    throw new AppError('invalid_input', message, { fields: { [side]: message } });
  }
  const [, key, id] = position.data;
  return { side, key, id };
}

function parseJson(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    // Not JSON: nothing that any order takes.
    return undefined;
  }
}
