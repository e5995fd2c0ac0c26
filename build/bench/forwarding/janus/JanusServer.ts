import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../../../../shared/net/freePort.ts';
import { PRODUCT_CORE, spawnPinned } from '../../harness/index.ts';

const START_LIMIT_MS = 15_000;
const CONFIG_FOLDER = '/etc/janus';

/** Debian's Janus with a configuration of ours: the video room over WebSocket, nothing else loaded. */
export class JanusServer {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #folder: string;

  static async start(): Promise<JanusServer> {
    const folder = await mkdtemp(join(tmpdir(), 'parley-janus-'));
    const port = await freePort('127.0.0.1');
    await writeConfiguration(folder, port);
    const child = spawnPinned(PRODUCT_CORE, 'janus', ['-F', folder], { stdio: 'ignore' });
    const server = new JanusServer(child, folder, `ws://127.0.0.1:${port}`);
    try {
      await server.#listening(port);
      return server;
    } catch (error) {
      await server.close();
      throw error;
    }
  }

  private constructor(child: ChildProcess, folder: string, url: string) {
    this.#child = child;
    this.#folder = folder;
    this.url = url;
  }

  get pid(): number {
    return this.#child.pid ?? NaN;
  }

  async close(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const ended = once(this.#child, 'exit');
      this.#child.kill('SIGKILL');
      await ended;
    }
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** It says nothing that could be waited for. */
  async #listening(port: number): Promise<void> {
    const until = performance.now() + START_LIMIT_MS;
    while (performance.now() < until) {
      if (this.#child.exitCode !== null)
        throw new Error(`janus ended with ${this.#child.exitCode}`);
      const answer = await fetch(`http://127.0.0.1:${port}/`).then(
        () => true,
        (error: unknown) => !isRefused(error),
      );
      if (answer) return;
      await wait(100);
    }
    throw new Error('janus does not listen');
  }
}

/** That anything answers is enough: it speaks WebSocket, and refuses plain HTTP in its own way. */
function isRefused(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED';
}

async function writeConfiguration(folder: string, port: number): Promise<void> {
  // What the package configures names all plugins and transports there are.
  const known = await readdir(CONFIG_FOLDER);
  const others = (kind: string, kept: string) =>
    known
      .flatMap((file) => new RegExp(`^janus\\.${kind}\\.(\\w+)\\.jcfg$`).exec(file)?.[1] ?? [])
      .filter((name) => name !== kept)
      .map((name) => `libjanus_${name}.so`)
      .join(',');
  const main = `
    general: { configs_folder = "${folder}", debug_level = 2, session_timeout = 0 }
    plugins: { disable = "${others('plugin', 'videoroom')}" }
    transports: { disable = "${others('transport', 'websockets')}" }
    events: { disable = "${others('eventhandler', '')}" }
    loggers: { disable = "${others('logger', '')}" }
  `;
  const websockets = `general: { json = "compact", ws = true, ws_port = ${port}, ws_ip = "127.0.0.1" }`;
  await writeFile(join(folder, 'janus.jcfg'), main);
  await writeFile(join(folder, 'janus.transport.websockets.jcfg'), websockets);
  await writeFile(join(folder, 'janus.plugin.videoroom.jcfg'), 'general: {}');
}
