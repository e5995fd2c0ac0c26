import { execFile, spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { MediaNode } from './MediaNode.ts';

const REPOSITORY = join(import.meta.dirname, '..', '..', '..');
const START_LIMIT_MS = 60_000;

interface Ready {
  url: string;
  setupLink: string | null;
}

type Environment = Readonly<Record<string, string>>;
/** How a program is started: `spawn`, or something that says where it may run. */
type Spawn = (program: string, args: readonly string[], options: SpawnOptions) => ChildProcess;

interface LaunchOptions {
  dataDir: string;
  env: Environment;
  run: Spawn;
  /** null: media run within the server. */
  node: MediaNode | null;
}

/** The real server in a process of its own, with an embedded PostgreSQL in a folder of its own. */
export class ParleyServer {
  readonly #options: LaunchOptions;
  #child: ChildProcess;
  #ready: Ready;

  private constructor(
    options: LaunchOptions,
    { child, ready }: { child: ChildProcess; ready: Ready },
  ) {
    this.#options = options;
    this.#child = child;
    this.#ready = ready;
  }

  /** @param env settings beside those that every test has, as in .env.example */
  static async start(env: Environment = {}, run: Spawn = spawn): Promise<ParleyServer> {
    const options = { dataDir: await createDataDir(), env, run, node: null };
    return new ParleyServer(options, await launch(options, '0'));
  }

  /** With the media node in a process of its own. */
  static async startBesideNode(env: Environment = {}): Promise<ParleyServer> {
    const dataDir = await createDataDir();
    const node = await MediaNode.start(dataDir);
    const beside = { ...env, PARLEY_MEDIA_NODE: node.address };
    const options = { dataDir, env: beside, run: spawn, node };
    return new ParleyServer(options, await launch(options, '0'));
  }

  get url(): string {
    return this.#ready.url;
  }

  get dataDir(): string {
    return this.#options.dataDir;
  }

  get pid(): number {
    return this.#child.pid ?? NaN;
  }

  get setupLink(): string | null {
    return this.#ready.setupLink;
  }

  /** Dies without a word, as in a power cut, and comes back on the same port. */
  async crashAndRestart(): Promise<void> {
    this.#child.kill('SIGKILL');
    await once(this.#child, 'exit');
    const { child, ready } = await launch(this.#options, new URL(this.url).port);
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
    await this.#options.node?.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

async function createDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-e2e-'));
  // As root, PostgreSQL runs as another user, and would put its files elsewhere if it could not get here.
  await chmod(dataDir, 0o755);
  return dataDir;
}

async function launch(
  { dataDir, env, run }: LaunchOptions,
  port: string,
): Promise<{ child: ChildProcess; ready: Ready }> {
  const child = run(process.execPath, [join(REPOSITORY, 'server', 'main.ts')], {
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
