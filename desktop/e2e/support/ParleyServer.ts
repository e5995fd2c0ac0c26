import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const REPOSITORY = join(import.meta.dirname, '..', '..', '..');
const START_LIMIT_MS = 60_000;

interface Ready {
  url: string;
  setupLink: string | null;
}

/** The real server in a process of its own, with an embedded PostgreSQL in a folder of its own. */
export class ParleyServer {
  readonly #dataDir: string;
  readonly #env: Readonly<Record<string, string>>;
  #child: ChildProcess;
  #ready: Ready;

  private constructor(
    { dataDir, env }: { dataDir: string; env: Readonly<Record<string, string>> },
    { child, ready }: { child: ChildProcess; ready: Ready },
  ) {
    this.#dataDir = dataDir;
    this.#env = env;
    this.#child = child;
    this.#ready = ready;
  }

  /** @param env settings beside those that every test has, as in .env.example */
  static async start(env: Readonly<Record<string, string>> = {}): Promise<ParleyServer> {
    const dataDir = await mkdtemp(join(tmpdir(), 'parley-e2e-'));
    // As root, PostgreSQL runs as another user, and would put its files elsewhere if it could not get here.
    await chmod(dataDir, 0o755);
    return new ParleyServer({ dataDir, env }, await launch(dataDir, '0', env));
  }

  get url(): string {
    return this.#ready.url;
  }

  get dataDir(): string {
    return this.#dataDir;
  }

  get setupLink(): string | null {
    return this.#ready.setupLink;
  }

  /** Dies without a word, as in a power cut, and comes back on the same port. */
  async crashAndRestart(): Promise<void> {
    this.#child.kill('SIGKILL');
    await once(this.#child, 'exit');
    const { child, ready } = await launch(this.#dataDir, new URL(this.url).port, this.#env);
    this.#child = child;
    this.#ready = ready;
  }

  /** Process ids of its media workers. */
  async workerPids(): Promise<number[]> {
    const args = ['--ppid', String(this.#child.pid), '-o', 'pid=,comm='];
    const { stdout } = await promisify(execFile)('ps', args);
    return stdout
      .split('\n')
      .filter((line) => line.includes('mediasoup'))
      .map((line) => Number.parseInt(line, 10));
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null) {
      this.#child.kill('SIGTERM');
      await once(this.#child, 'exit');
    }
    await rm(this.#dataDir, { recursive: true, force: true });
  }
}

async function launch(
  dataDir: string,
  port: string,
  env: Readonly<Record<string, string>>,
): Promise<{ child: ChildProcess; ready: Ready }> {
  const child = spawn(process.execPath, [join(REPOSITORY, 'server', 'main.ts')], {
    cwd: REPOSITORY,
    env: {
      ...process.env,
      PARLEY_DATA_DIR: dataDir,
      PARLEY_HOST: '127.0.0.1',
      PARLEY_PORT: port,
      PARLEY_MEDIA_PORT: '0',
      PARLEY_MEDIA_ADDRESS: '127.0.0.1',
      PARLEY_LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const limit = setTimeout(() => child.kill('SIGKILL'), START_LIMIT_MS);
  try {
    const ready = await readReady(child, said);
    return { child, ready };
  } finally {
    clearTimeout(limit);
  }
}

async function readReady(child: ChildProcess, said: string[]): Promise<Ready> {
  if (!child.stdout) throw new Error('the server has no output');
  let setupLink: string | null = null;
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    setupLink ??= /https?:\/\/\S+\/setup#token=\S+/.exec(line)?.[0] ?? null;
    const url = /Parley is ready: (\S+)/.exec(line)?.[1];
    if (url) {
      child.stdout.resume();
      return { url, setupLink };
    }
  }
  throw new Error(`the server did not start:\n${said.join('\n')}`);
}
