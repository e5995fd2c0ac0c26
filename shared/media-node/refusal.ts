import { errors } from 'mediasoup';
import { AppError } from '../errors.ts';

/** @throws AppError with what mediasoup said as its cause */
export function throwRefusal(sentence: string, error: unknown): never {
  if (error instanceof AppError) throw error;
  if (error instanceof errors.WorkerClosedError) {
    throw new AppError(
      'media_unavailable',
      'The media worker has stopped. Try again in a moment.',
      {
        cause: error,
      },
    );
  }
  throw new AppError('media_rejected', sentence, { cause: error });
}

/** @param sentence What a person is told when mediasoup refuses */
export async function orRefuse<T>(sentence: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    return throwRefusal(sentence, error);
  }
}

export function found<T>(thing: T | undefined, name: string): T {
  if (thing === undefined) {
    throw new AppError('media_rejected', `There is no such ${name}; it may have been closed.`);
  }
  return thing;
}
