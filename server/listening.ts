import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Config } from './config.ts';
import { StartError } from './StartError.ts';

type Address = Pick<Config, 'host' | 'port'>;

/**
 * Tries the port before anything else is started: whoever mistyped it learns so at once.
 * @throws {StartError}
 */
export async function assertCanListen(address: Address): Promise<void> {
  const probe = createServer();
  try {
    // An event that comes as an error rejects.
    await once(probe.listen(address), 'listening');
  } catch (error) {
    throw toListenError(error, address);
  }
  probe.close();
  await once(probe, 'close');
}

/** What listening can fail with, and which variable helps. */
export function toListenError(error: unknown, { host, port }: Address): unknown {
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
