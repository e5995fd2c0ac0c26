import { DatabaseError } from 'pg';
import { QueryFailedError } from 'typeorm';

/** What PostgreSQL said when it refused a query; null for any other error. */
export function databaseErrorOf(error: unknown): DatabaseError | null {
  if (!(error instanceof QueryFailedError)) return null;
  const cause: unknown = error.driverError;
  return cause instanceof DatabaseError ? cause : null;
}
