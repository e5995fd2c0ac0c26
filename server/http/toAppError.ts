import { AppError } from '../../shared/errors.ts';

/** What fastify and its plugins say no with, in our words. */
const KNOWN: Readonly<Record<string, () => AppError>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: () =>
    new AppError('payload_too_large', 'This is more than the server takes. Send less.'),
  FST_REQ_FILE_TOO_LARGE: () =>
    new AppError('payload_too_large', 'This file is too large. Choose a smaller one.'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () =>
    new AppError('unsupported_media_type', 'Send the body as application/json.'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () =>
    new AppError('invalid_input', 'The body is not as long as its Content-Length says.'),
  FST_ERR_BAD_URL: () => new AppError('invalid_input', 'This address is not spelled correctly.'),
};

/**
 * The one mapping from what can go wrong to what is told.
 * @returns null for what is our own fault: only its id is told
 */
export function toAppError(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  if (!(error instanceof Error)) return null;
  const known = 'code' in error ? KNOWN[String(error.code)] : undefined;
  if (known) return known();
  const isRequestsFault =
    'statusCode' in error &&
    typeof error.statusCode === 'number' &&
    error.statusCode >= 400 &&
    error.statusCode < 500;
  return isRequestsFault
    ? new AppError('invalid_input', 'The request cannot be understood.', { cause: error })
    : null;
}
