import type { Logger } from 'pino';
import type { RateLimits } from './accounts/index.ts';
import type { Config } from './config.ts';

export interface ServerOptions {
  config: Config;
  log: Logger;
  version: string;
  /** Folder of the built web client. */
  clientDir: string;
  /** Other than the usual ones. */
  limits?: RateLimits | undefined;
  now?: (() => Date) | undefined;
}
