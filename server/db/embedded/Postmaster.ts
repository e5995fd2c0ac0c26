import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { platform } from 'node:os';
import { EmbeddedPostgresError } from './EmbeddedPostgresError.ts';
import type { Placement } from './placement.ts';
import { runAs } from './runAs.ts';
import { endPostmaster, isReady, waitUntil } from './runningPostmaster.ts';
import type { Address } from './settings.ts';
import { postgresArguments, postgresEnv } from './settings.ts';

/** Crash recovery of a busy day reads up to `max_wal_size`; a slow disk may take its time. */
const START_PATIENCE_MS = 120_000;
const STDERR_KEPT_CHARACTERS = 4_000;

/**
 * Owns PostgreSQL for us: its standard input is a pipe from Parley that nothing is ever written to, and when that ends,
 * because Parley closed it or was killed, PostgreSQL gets SIGINT, its fast shutdown. A shell and not a Node process: a
 * hundredth of the memory, it starts at once, it runs as the system user, and `killall node` does not take it along.
 */
const KEEPER = `
exec 3<&0 </dev/null
"$@" 3<&- &
postgres=$!
(read -r _ <&3; kill -INT "$postgres") >/dev/null 2>&1 &
lifeline=$!
exec 3<&-
wait "$postgres"
status=$?
kill -KILL "$lifeline" 2>/dev/null
exit "$status"
`;

/** One run of PostgreSQL, from ready to ended. */
export class Postmaster {
  readonly #child: ChildProcess;
  readonly #placement: Placement;
  #lastWords = '';
  #hasEnded = false;
  /** Settles when this run has ended, for whatever reason. */
  readonly ended: Promise<void>;

  private constructor(child: ChildProcess, placement: Placement) {
    this.#child = child;
    this.#placement = placement;
    child.stderr?.on('data', (chunk: Buffer) => {
      this.#lastWords = (this.#lastWords + chunk.toString('utf8')).slice(-STDERR_KEPT_CHARACTERS);
    });
    // A keeper that was killed breaks the pipe; there is nothing in it to lose.
    child.stdin?.on('error', () => undefined);
    this.ended = once(child, 'exit')
      .catch((error: unknown) => {
        this.#lastWords = String(error);
      })
      .then(() => {
        this.#hasEnded = true;
      });
  }

  /**
   * Resolves when PostgreSQL takes connections. Nothing may run in the cluster (`endPostmaster`).
   * @throws {EmbeddedPostgresError} with PostgreSQL's own last words.
   */
  static async start(placement: Placement, address: Address): Promise<Postmaster> {
    const postmaster = new Postmaster(spawnPostgres(placement, address), placement);
    const isDecided = async () => postmaster.#hasEnded || (await isReady(placement.cluster));
    const isInTime = await waitUntil(isDecided, START_PATIENCE_MS);
    if (isInTime && !postmaster.#hasEnded) return postmaster;
    await postmaster.stop();
    throw new EmbeddedPostgresError(
      `PostgreSQL did not start: ${reason(postmaster.#lastWords)} (its log is in ${placement.logs})`,
    );
  }

  /** Fast shutdown: open transactions are rolled back, everything committed is on disk. Idempotent. */
  async stop(): Promise<void> {
    const { binaries, cluster } = this.#placement;
    if (platform() === 'win32') {
      await runAs(binaries.pgCtl, ['stop', '--mode=fast', `--pgdata=${cluster}`]);
    } else {
      await endPostmaster(cluster);
    }
    this.#child.stdin?.destroy();
    await this.ended;
  }
}

function spawnPostgres(placement: Placement, address: Address): ChildProcess {
  const { binaries, home, user } = placement;
  const args = postgresArguments(placement, address);
  const [program, programArgs]: [string, string[]] =
    platform() === 'win32'
      ? // Windows ends a child with its parent: no keeper needed.
        [binaries.postgres, args]
      : ['/bin/sh', ['-c', KEEPER, 'parley-postgres', binaries.postgres, ...args]];
  return spawn(program, programArgs, {
    ...user,
    cwd: home,
    env: postgresEnv(),
    stdio: ['pipe', 'ignore', 'pipe'],
    // In a session of its own (on Windows: a console of its own), so that Ctrl-C in the terminal reaches Parley, and
    // PostgreSQL only when Parley has closed its connections.
    detached: platform() !== 'win32',
    windowsHide: true,
  });
}

function reason(lastWords: string): string {
  const lines = lastWords.trim().split('\n');
  const fatal = lines.findLast((line) => /FATAL|PANIC|Error/.test(line)) ?? lines.at(-1) ?? '';
  return fatal.replace(/^.*?(FATAL|PANIC):\s*/, '') || 'it gave no reason';
}
