import type { z } from 'zod';
import { AppError } from '../../shared/errors.ts';

/**
 * Checks one part of a request. Keys that the contract does not know are left out, so that a newer client can
 * talk to an older server.
 * @throws AppError `invalid_input` with what is wrong with which field
 */
export function parsePart(schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields: Record<string, string> = {};
  let whole: string | undefined;
  for (const { path, message } of parsed.error.issues) {
    if (path.length === 0) whole ??= message;
    else fields[path.join('.')] ??= message;
  }
  const [onlyField, another] = Object.entries(fields);
  const about = onlyField && !another ? `${onlyField[0]}: ${onlyField[1]}` : undefined;
  throw new AppError(
    'invalid_input',
    whole ?? about ?? 'Some of the fields are not valid.',
    onlyField ? { fields } : {},
  );
}
