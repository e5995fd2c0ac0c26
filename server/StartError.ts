import type { Config } from './config.ts';

/** Why the server cannot start: one line for the person who starts it. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** What listening can fail with, and which variable helps. */
export function toListenError(
  error: unknown,
  { host, port }: Pick<Config, 'host' | 'port'>,
): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new StartError(
      `PARLEY_PORT: port ${port} is in use by another program. Set PARLEY_PORT to a free one, or end that program.`,
      { cause: error },
    );
  }
  if (code === 'EACCES') {
    return new StartError(
      `PARLEY_PORT: this account may not listen at port ${port}. Set PARLEY_PORT to one above 1023.`,
      { cause: error },
    );
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new StartError(
      `PARLEY_HOST: this machine has no address ${host}. Set PARLEY_HOST to one of its own, or to 0.0.0.0.`,
      { cause: error },
    );
  }
  return error;
}
