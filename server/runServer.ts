import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { z } from 'zod';
import { loadConfig } from './config.ts';
import { createServer, type ParleyServer } from './createServer.ts';
import { createLogger } from './ops/index.ts';
import { isSecureContext } from './publicUrl.ts';
import { StopRequests } from './StopRequests.ts';
import { toExit } from './toExit.ts';

/** Connections, workers and PostgreSQL have limits of their own; this is for when one of those hangs. */
const CLOSE_LIMIT_MS = 15_000;

const CLIENT_DIR = fileURLToPath(new URL('../dist/client-web', import.meta.url));
const PACKAGE = new URL('../package.json', import.meta.url);

/** Runs the server for the life of this process. */
export async function runServer(): Promise<void> {
  try {
    const config = loadConfig();
    const log = createLogger(config.logLevel);
    const stops = new StopRequests({
      log,
      exit: (code) => process.exit(code),
      now: () => performance.now(),
    });
    stops.listenTo(process);
    const version = await readVersion();
    const server = await createServer({ config, log, version, clientDir: CLIENT_DIR });
    tellReady(server);
    await stops.asked;
    await drain(server, config.drainMs, stops);
    await closeWithin(server, log);
    process.exit(stops.exitCode);
  } catch (error) {
    const { code, told } = toExit(error);
    process.stderr.write(`${told}\n`);
    process.exit(code);
  }
}

function tellReady({ url, setupUrl }: ParleyServer): void {
  if (setupUrl !== null) {
    process.stdout.write(`Become the administrator (this link works once): ${setupUrl}\n`);
  }
  if (!isSecureContext(url)) {
    process.stdout.write(
      'Browsers give camera and microphone to https:// pages only: see PARLEY_TLS_CERT, or put a proxy with TLS in front.\n',
    );
  }
  process.stdout.write(`Parley is ready: ${url}\n`);
  // The launcher opens the desktop app.
  process.send?.({ event: 'ready', url });
}

/** Gives meetings that are running their time, where there is any. */
async function drain(
  server: ParleyServer,
  limitMs: number,
  stops: Pick<StopRequests, 'impatience' | 'stopNow'>,
): Promise<void> {
  if (limitMs > 0 && !stops.impatience.aborted) {
    // The launcher would else take us for one that hangs.
    process.send?.({ event: 'draining', limitMs });
    await server.drain(limitMs, stops.impatience);
  }
  stops.stopNow();
}

async function closeWithin(server: ParleyServer, log: Logger): Promise<void> {
  const limit = setTimeout(() => {
    log.error({ limitMs: CLOSE_LIMIT_MS }, 'stopping took too long');
    process.exit(1);
  }, CLOSE_LIMIT_MS);
  await server.close();
  clearTimeout(limit);
}

async function readVersion(): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(PACKAGE, 'utf8'));
  return z.object({ version: z.string() }).parse(manifest).version;
}
