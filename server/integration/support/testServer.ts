import { join } from 'node:path';
import { RATE_LIMITS, type RateLimits } from '../../accounts/index.ts';
import { parseConfig, type Environment } from '../../config.ts';
import { createServer } from '../../createServer.ts';
import { createLogger } from '../../ops/index.ts';
import { createTemporaryFolder } from './temporaryFolder.ts';

export interface TestServerOptions {
  /** Variables beside those that keep servers apart. */
  env?: Environment;
  limits?: RateLimits;
  now?: () => Date;
  clientDir?: string;
  /** One to use instead of a temporary one; it is not deleted then. */
  dataDir?: string;
}

export interface TestServer {
  /** Where it really listens, such as `http://127.0.0.1:41234`. */
  url: string;
  dataDir: string;
  setupToken: string | null;
  close(): Promise<void>;
}

/** Tests make many accounts and mistakes from one address; those about the limits bring real ones. */
const GENEROUS: RateLimits = mapValues(RATE_LIMITS, ({ seconds }) => ({ points: 1e6, seconds }));

/** The whole server on free ports: its own embedded PostgreSQL (unless `env` names a database), media workers, sockets. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { env, limits = GENEROUS, now, clientDir } = options;
  const folder =
    options.dataDir === undefined
      ? await createTemporaryFolder()
      : { path: options.dataDir, remove: () => Promise.resolve() };
  const dataDir = folder.path;
  const config = parseConfig({
    PARLEY_DATA_DIR: dataDir,
    PARLEY_HOST: '127.0.0.1',
    PARLEY_PORT: '0',
    PARLEY_MEDIA_ADDRESS: '127.0.0.1',
    PARLEY_MEDIA_PORT: '0',
    PARLEY_MEDIA_WORKERS: '1',
    PARLEY_LOG_LEVEL: 'error',
    ...env,
  });
  const server = await createServer({
    config,
    log: createLogger(config.logLevel),
    version: '0.0.0-test',
    clientDir: clientDir ?? join(dataDir, 'no-client'),
    limits,
    now,
  });
  return {
    url: `${config.tls ? 'https' : 'http'}://127.0.0.1:${server.port}`,
    dataDir,
    setupToken: server.setupUrl?.split('#token=')[1] ?? null,
    close: async () => {
      await server.close();
      await folder.remove();
    },
  };
}

function mapValues<K extends string, A, B>(
  record: Readonly<Record<K, A>>,
  map: (value: A) => B,
): Record<K, B> {
  // Object.entries and fromEntries forget the keys.
  const entries = Object.entries(record) as [K, A][];
  return Object.fromEntries(entries.map(([key, value]) => [key, map(value)])) as Record<K, B>;
}
