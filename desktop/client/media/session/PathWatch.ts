import type { Clock } from '../../platform/clock.ts';
import {
  nextPath,
  type PathEvent,
  type PathHealth,
  type PathRemedy,
  seeTransports,
} from './pathHealth.ts';

export interface PathWatchDeps {
  clock: Clock;
  /** Connection states of the transports there are now. */
  states(): readonly string[];
  /** Whether the server was asked to restart ICE and has not answered. */
  isAsking(): boolean;
  onHealth(health: PathHealth): void;
  onRemedy(remedy: PathRemedy): void;
}

/** Runs pathHealth.ts: keeps its limit and hands its remedies on. */
export class PathWatch {
  readonly #deps: PathWatchDeps;
  #health: PathHealth = { kind: 'connecting', remediesTried: 0 };
  #cancelLimit: () => void = () => undefined;
  #limitMs = 0;
  #isFrozen = false;
  #closed = false;

  constructor(deps: PathWatchDeps) {
    this.#deps = deps;
  }

  dispatch(event: PathEvent): void {
    if (this.#closed) return;
    const { health, remedy, limitMs } = nextPath(this.#health, event);
    const changed = health !== this.#health;
    this.#health = health;
    if (limitMs !== 'same') this.#setLimit(limitMs);
    if (changed) this.#deps.onHealth(health);
    if (remedy && !this.#isFrozen) this.#deps.onRemedy(remedy);
  }

  look(): void {
    this.dispatch({ kind: 'seen', transports: seeTransports(this.#deps.states()) });
  }

  /** While the server cannot be asked, no remedy can be had and no time is counted. */
  freeze(): void {
    this.#isFrozen = true;
    this.#cancelLimit();
  }

  thaw(): void {
    if (!this.#isFrozen) return;
    this.#isFrozen = false;
    this.dispatch({ kind: 'thawed' });
  }

  close(): void {
    this.#closed = true;
    this.#cancelLimit();
  }

  #setLimit(limitMs: number | null): void {
    this.#cancelLimit();
    if (limitMs === null || this.#isFrozen) return;
    this.#limitMs = limitMs;
    this.#cancelLimit = this.#deps.clock.after(limitMs, () => this.#handleLimit());
  }

  #handleLimit(): void {
    // Who does not answer for a restart is not there for new transports either, and these are worth keeping.
    if (this.#deps.isAsking()) return this.#setLimit(this.#limitMs);
    // A transport that nothing was sent over in the end is still `new`, and that is fine.
    if (seeTransports(this.#deps.states()) === 'fine') this.look();
    else this.dispatch({ kind: 'timedOut' });
  }
}
