import { z } from 'zod';
import { ERROR_CODES, type ErrorCode } from '../errors.ts';

/** Bumped when an older client can no longer take part; see docs/protocol.md, [P2]. */
export const PROTOCOL_VERSION = 2;

export const uuid = z.uuid();

/** Milliseconds since the epoch, UTC. */
export const timestamp = z.int().nonnegative();

/** ISO 8601 instant with offset, as REST carries times. */
export const isoDateTime = z.iso.datetime({ offset: true });

/** Letters that are typed with their marks apart, and white space, may take so much more than what is kept of them. */
const TYPED_PER_KEPT = 4;

/**
 * One line that a person types: composed, inner white space folded, trimmed. Its length is looked at before: composing
 * takes time by the square of the marks behind one letter, 10 s for the largest message.
 * @param max characters of what `then` is to judge
 * @param message what is said of far more than that
 */
export const oneLine = (max: number, message: string, then: z.ZodType<string, string>) =>
  z
    .string()
    .max(max * TYPED_PER_KEPT, { message, abort: true })
    .transform((text) => text.normalize('NFC').replace(/\s+/gu, ' ').trim())
    .pipe(then);

const LONGEST_NAME = 60;
const NAME_TOO_LONG = `A name has at most ${LONGEST_NAME} characters.`;

/** No control or direction-changing characters: they let one name pass for another. */
export const displayName = oneLine(
  LONGEST_NAME,
  NAME_TOO_LONG,
  z
    .string()
    .min(1, 'Enter a name.')
    .max(LONGEST_NAME, NAME_TOO_LONG)
    .regex(
      /^[^\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]*$/u,
      'This name has characters that cannot be shown.',
    ),
);

/** Text over several lines, without NUL, which PostgreSQL cannot store. */
export const freeText = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[^\0\p{Cs}]*$/u, 'The text has characters that cannot be stored.');

const errorCode = z.enum(ERROR_CODES as [ErrorCode, ...ErrorCode[]]);

export const wireError = z.object({
  code: errorCode,
  message: z.string(),
  fields: z.record(z.string(), z.string()).optional(),
  retryAfterSeconds: z.number().optional(),
});
export type WireError = z.infer<typeof wireError>;

/** The envelope of every HTTP answer: `code` is the HTTP status, errors add a stable `error`. */
export const envelope = <T extends z.ZodType>(data: T) =>
  z.object({
    code: z.int(),
    message: z.string(),
    data,
    timestamp: isoDateTime,
  });

export const errorEnvelope = z.object({
  code: z.int(),
  error: errorCode,
  message: z.string(),
  data: z.null(),
  fields: z.record(z.string(), z.string()).optional(),
  timestamp: isoDateTime,
});

export const page = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    total: z.int().nonnegative(),
    page: z.int().positive(),
    pageSize: z.int().positive(),
  });

export const pageQuery = {
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(20),
};
