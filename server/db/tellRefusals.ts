import { AppError } from '../../shared/errors.ts';
import { isDatabaseUnavailable } from './isDatabaseUnavailable.ts';

/** About as long as a restart takes. */
const RETRY_AFTER_SECONDS = 2;

/**
 * The same store, whose methods say `unavailable` when the database is away: features know no error of a database.
 * Whether something was stored is then unknown. It may have been, if the database went away with the answer.
 */
export function tellRefusals<T extends object>(store: T): T {
  const methods = Object.entries(store).map(([name, method]: [string, unknown]) => [
    name,
    isMethod(method) ? told(method) : method,
  ]);
  // Object.fromEntries forgets the names; each method takes and gives what it did.
  return Object.fromEntries(methods) as T;
}

type Method = (...args: unknown[]) => unknown;

function isMethod(value: unknown): value is Method {
  return typeof value === 'function';
}

function told(method: Method): Method {
  return async (...args) => {
    try {
      return await method(...args);
    } catch (error) {
      throw isDatabaseUnavailable(error) ? toUnavailable(error) : error;
    }
  };
}

function toUnavailable(cause: unknown): AppError {
  return new AppError('unavailable', 'The database does not answer. Try again in a moment.', {
    cause,
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}
