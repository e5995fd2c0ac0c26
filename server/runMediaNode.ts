import type { NodeAddress } from '../shared/contracts/nodeLink.ts';
import { AppError } from '../shared/errors.ts';
import { ConfigError, loadMediaNodeConfig } from './config.ts';
import { startMediaNode } from './media/index.ts';
import { createLogger } from './ops/index.ts';

/** As the server's: EX_CONFIG of sysexits.h, a person must change something. */
const CONFIG_EXIT_CODE = 78;
/** Workers end within a second; this is for one that hangs. */
const CLOSE_LIMIT_MS = 5_000;

/** Runs a media node for the life of this process. */
export async function runMediaNode(): Promise<void> {
  try {
    const { link, workers, graceMs, logLevel } = loadMediaNodeConfig();
    const log = createLogger(logLevel);
    const stopping = Promise.withResolvers<number>();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => stopping.resolve(0));
    }
    // The launcher is gone.
    process.once('disconnect', () => stopping.resolve(0));
    const crash = (error: unknown) => {
      log.fatal({ err: error }, 'a bug ends this media node');
      stopping.resolve(1);
    };
    process.on('uncaughtException', crash);
    process.on('unhandledRejection', crash);
    const stop = await startMediaNode({ ...link, ...workers, graceMs, log });
    process.stdout.write(`The media node listens: ${toText(link.address)}\n`);
    process.send?.({ event: 'ready' });
    const exitCode = await stopping.promise;
    log.info({}, 'stopping');
    setTimeout(() => process.exit(1), CLOSE_LIMIT_MS).unref();
    await stop();
    process.exit(exitCode);
  } catch (error) {
    const isForPeople = error instanceof ConfigError || error instanceof AppError;
    const told = error instanceof Error ? (isForPeople ? error.message : error.stack) : error;
    process.stderr.write(`${String(told)}\n`);
    process.exit(isForPeople ? CONFIG_EXIT_CODE : 1);
  }
}

function toText(address: NodeAddress): string {
  return address.kind === 'unix' ? `unix:${address.path}` : `${address.host}:${address.port}`;
}
