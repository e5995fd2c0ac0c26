import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const REPOSITORY = join(import.meta.dirname, '..', '..', '..');
/** coturn's last line of its start, or the one before it where it is not started by root. */
const READY = /New UID|SQLite DB connection success/;

/** `npm run turn` beside a server on this machine. */
export class TurnRelay {
  readonly #env: NodeJS.ProcessEnv;
  #child: ChildProcess;

  private constructor(env: NodeJS.ProcessEnv, child: ChildProcess) {
    this.#env = env;
    this.#child = child;
  }

  /** @param env the settings that the server has: its data folder and relays */
  static async start(env: Readonly<Record<string, string>>): Promise<TurnRelay> {
    const whole = { ...process.env, PARLEY_MEDIA_ADDRESS: '127.0.0.1', ...env };
    return new TurnRelay(whole, await launch(whole));
  }

  async restart(): Promise<void> {
    await this.stop();
    this.#child = await launch(this.#env);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    this.#child.kill('SIGTERM');
    await once(this.#child, 'exit');
  }
}

async function launch(env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(REPOSITORY, 'build', 'turn', 'main.ts')], {
    cwd: REPOSITORY,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if (!READY.test(line)) continue;
    child.stdout.resume();
    return child;
  }
  throw new Error('the relay did not start');
}
