import { AppError } from '../../shared/errors.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * @returns undefined for no body at all, which some routes allow
 * @throws AppError `malformed_json`; broken UTF-8 is no JSON either
 */
export function parseJsonBody(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(utf8.decode(body));
  } catch (cause) {
    throw new AppError('malformed_json', 'The body is not valid JSON.', { cause });
  }
}
