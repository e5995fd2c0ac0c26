import type {} from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { RouteContract } from '../../shared/contracts/index.ts';
import { AppError } from '../../shared/errors.ts';

/**
 * Reads the one file of a multipart body. Its name is of no interest, its type is only what the sender says.
 * @throws AppError `payload_too_large`, `unsupported_media_type`, `invalid_input`
 */
export async function readUpload(
  request: FastifyRequest,
  { maxBytes, types }: NonNullable<RouteContract['upload']>,
): Promise<Buffer> {
  const limits = { fileSize: maxBytes, files: 1, fields: 8, parts: 9 };
  try {
    const file = await request.file({ limits });
    if (!file) throw new AppError('invalid_input', 'The request has no file.');
    if (!types.includes(file.mimetype)) {
      file.file.resume();
      throw new AppError('unsupported_media_type', `Use one of ${types.join(', ')}.`);
    }
    return await file.toBuffer();
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    if (cause instanceof Error && 'code' in cause && cause.code === 'FST_REQ_FILE_TOO_LARGE') {
      const megabytes = Math.floor(maxBytes / 1024 / 1024);
      throw new AppError('payload_too_large', `A file may have at most ${megabytes} MB.`, {
        cause,
      });
    }
    // Anything else comes from what the sender made of the multipart format.
    throw new AppError('invalid_input', 'The upload is not complete. Try again.', { cause });
  }
}
