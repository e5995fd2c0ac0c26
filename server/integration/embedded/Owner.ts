import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const reportSchema = z.union([z.object({ url: z.string() }), z.object({ error: z.string() })]);

/** A process that owns an embedded database, to be killed. */
export class Owner {
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;
  /** What it said when it was ready, or why it could not be. */
  readonly report: z.infer<typeof reportSchema>;

  private constructor(child: ChildProcess, report: z.infer<typeof reportSchema>) {
    this.#child = child;
    this.#exited = child.exitCode === null ? once(child, 'exit') : Promise.resolve();
    this.report = report;
  }

  static async start(dataDir: string): Promise<Owner> {
    const script = new URL('ownerProcess.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, [script, dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: child.stdout });
    for await (const line of lines) return new Owner(child, reportSchema.parse(JSON.parse(line)));
    throw new Error('the owner ended without a word');
  }

  get url(): string {
    if ('url' in this.report) return this.report.url;
    throw new Error(this.report.error);
  }

  /** Leaves it no chance to react to what happens until it is ended. */
  pause(): void {
    this.#child.kill('SIGSTOP');
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    this.#child.kill(signal);
    await this.#exited;
  }
}
