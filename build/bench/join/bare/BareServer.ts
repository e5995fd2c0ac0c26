import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { PRODUCT_CORE, spawnPinned } from '../../harness/index.ts';

/** mediasoup with the leanest server around it, in a process of its own on the product's core. */
export class BareServer {
  readonly url: string;
  readonly mediaPort: number;
  readonly pid: number;
  readonly #child: ChildProcess;
  readonly #folder: string;

  /**
   * @param pageRoot folder of the page that it serves, with its index.html
   * @param core where it runs
   */
  static async start(pageRoot = import.meta.dirname, core = PRODUCT_CORE): Promise<BareServer> {
    const folder = await mkdtemp(join(tmpdir(), 'parley-bare-'));
    await build({
      root: pageRoot,
      configFile: false,
      logLevel: 'error',
      build: { outDir: folder, emptyOutDir: true, target: 'es2024', modulePreload: false },
    });
    const child = spawnPinned(
      core,
      process.execPath,
      [join(import.meta.dirname, 'server.ts'), folder],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    if (!child.stdout || child.pid === undefined) throw new Error('the bare server did not start');
    for await (const line of createInterface({ input: child.stdout })) {
      const [, url, port] = /^ready (\S+) (\d+)$/.exec(line) ?? [];
      if (url) return new BareServer({ url, mediaPort: Number(port), child, folder });
    }
    throw new Error('the bare server ended before it was ready');
  }

  private constructor(parts: {
    url: string;
    mediaPort: number;
    child: ChildProcess;
    folder: string;
  }) {
    this.url = parts.url;
    this.mediaPort = parts.mediaPort;
    this.#child = parts.child;
    this.#folder = parts.folder;
    this.pid = parts.child.pid ?? 0;
  }

  async close(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill('SIGTERM');
      await once(this.#child, 'exit');
    }
    await rm(this.#folder, { recursive: true, force: true });
  }
}
