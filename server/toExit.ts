import { AppError } from '../shared/errors.ts';
import { ConfigError } from './config.ts';
import { EmbeddedPostgresError } from './db/embedded/index.ts';
import { DatabaseError } from './db/index.ts';
import { StartError } from './StartError.ts';

/** EX_CONFIG of sysexits.h: a supervisor need not try again, a person must change something. */
const CONFIG_EXIT_CODE = 78;
/** A supervisor tries again. */
const FAILURE_EXIT_CODE = 1;

interface Exit {
  code: number;
  /** For whoever looks at the terminal. */
  told: string;
}

/** How a start ends that failed: one line for what is meant for people, the whole story of what is a bug. */
export function toExit(error: unknown): Exit {
  if (error instanceof AppError && error.code === 'unavailable') {
    return { code: FAILURE_EXIT_CODE, told: error.message };
  }
  const isForPeople =
    error instanceof ConfigError ||
    error instanceof StartError ||
    error instanceof DatabaseError ||
    error instanceof EmbeddedPostgresError ||
    error instanceof AppError;
  if (isForPeople) return { code: CONFIG_EXIT_CODE, told: error.message };
  const story = error instanceof Error ? error.stack : undefined;
  return { code: FAILURE_EXIT_CODE, told: story ?? String(error) };
}
