import type { NodeLog } from './NodeLog.ts';
import { NodeWorker } from './NodeWorker.ts';
import type { NodeWorkerOptions } from './NodeWorker.ts';
import { countFailures, restartDelay } from './restartDelay.ts';

type State =
  | { kind: 'live'; worker: NodeWorker; since: number }
  | { kind: 'waiting'; timer: NodeJS.Timeout }
  | { kind: 'starting'; start: Promise<void> }
  | { kind: 'closed' };

export interface WorkerSlotOptions extends NodeWorkerOptions {
  log: NodeLog;
  /** The worker died; all that it carried is gone. */
  handleDeath: (worker: NodeWorker) => void;
  /** Another worker listens on the same port. */
  handleReplacement: () => void;
}

/** Keeps one worker running: one that dies is replaced at once, ever more slowly if it keeps dying. */
export class WorkerSlot {
  readonly #options: WorkerSlotOptions;
  #state: State;
  /** Deaths and failed starts in a row. */
  #failures = 0;

  /** @throws what NodeWorker.create throws: the first start is not repeated */
  static async create(options: WorkerSlotOptions): Promise<WorkerSlot> {
    const worker = await NodeWorker.create(options);
    return new WorkerSlot(worker, options);
  }

  private constructor(worker: NodeWorker, options: WorkerSlotOptions) {
    // A port that was found free stays this slot's: clients and firewalls know it.
    this.#options = { ...options, port: worker.port };
    this.#state = this.#live(worker);
  }

  /** null while there is none. */
  get worker(): NodeWorker | null {
    return this.#state.kind === 'live' ? this.#state.worker : null;
  }

  /** Resolves when the process has gone. */
  async close(): Promise<void> {
    const state = this.#state;
    if (state.kind === 'closed') return;
    this.#state = { kind: 'closed' };
    if (state.kind === 'waiting') clearTimeout(state.timer);
    if (state.kind === 'starting') await state.start;
    if (state.kind === 'live') await state.worker.close();
  }

  #live(worker: NodeWorker): State {
    worker.onDeath((cause) => this.#handleDeath(worker, cause));
    return { kind: 'live', worker, since: Date.now() };
  }

  #handleDeath(worker: NodeWorker, cause: Error): void {
    if (this.#state.kind !== 'live') return;
    const ranMs = Date.now() - this.#state.since;
    this.#options.log.error(
      { err: cause, pid: worker.pid, port: worker.port },
      'a media worker died; starting another',
    );
    this.#restart(ranMs);
    this.#options.handleDeath(worker);
  }

  /** @param ranMs how long the worker ran that has failed */
  #restart(ranMs: number): void {
    this.#failures = countFailures(this.#failures, ranMs);
    const delayMs = restartDelay(this.#failures);
    if (delayMs === 0) {
      this.#state = { kind: 'starting', start: this.#start() };
      return;
    }
    const timer = setTimeout(() => {
      this.#state = { kind: 'starting', start: this.#start() };
    }, delayMs);
    this.#state = { kind: 'waiting', timer };
  }

  async #start(): Promise<void> {
    const { log, port } = this.#options;
    try {
      const worker = await NodeWorker.create(this.#options);
      if (this.#isClosed()) return await worker.close();
      this.#state = this.#live(worker);
      log.info({ pid: worker.pid, port }, 'a new media worker runs');
      this.#options.handleReplacement();
    } catch (error) {
      if (this.#isClosed()) return;
      log.error(
        { err: error, port, failures: this.#failures },
        'no new media worker; trying again',
      );
      this.#restart(0);
    }
  }

  #isClosed(): boolean {
    return this.#state.kind === 'closed';
  }
}
