import { AppError } from '../../shared/errors.ts';
import { databaseErrorOf } from './databaseErrorOf.ts';
import { isDatabaseUnavailable } from './isDatabaseUnavailable.ts';

/** About as long as a restart takes. */
const RETRY_AFTER_SECONDS = 2;

/** `FOREIGN KEY ... REFERENCES users`, as PostgreSQL names them. */
const OF_ACCOUNT = /_(user|owner)_id_fkey$/;

/**
 * The same store, for features, which know no error of a database. They are told `unavailable` when it is away (whether
 * something was stored is then unknown: it may have gone away with the answer), and `unauthenticated` when the account
 * that it is of has just been deleted.
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
      throw toRefusal(error);
    }
  };
}

function toRefusal(error: unknown): unknown {
  if (isDatabaseUnavailable(error)) return toUnavailable(error);
  if (!OF_ACCOUNT.test(databaseErrorOf(error)?.constraint ?? '')) return error;
  return new AppError('unauthenticated', 'This account has been deleted.', { cause: error });
}

function toUnavailable(cause: unknown): AppError {
  return new AppError('unavailable', 'The database does not answer. Try again in a moment.', {
    cause,
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}
