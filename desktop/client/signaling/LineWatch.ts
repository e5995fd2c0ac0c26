import type { Clock } from '../platform/clock.ts';

const LOOK_INTERVAL_MS = 250;
/** An answer may take long for reasons of its own; a question that needs nothing tells whether the line does. */
const CHECK_AFTER_MS = 600;
/** A server that is there answers, or pings, within this time of when it should. */
const PATIENCE_MS = 1500;
/**
 * Pings are rare, as ten thousand sockets that wait cost the server nothing else; whoever is in a meeting notices
 * sooner: a cable that was out for ten seconds must be missed before it is back.
 */
const LONGEST_SILENCE_IN_USE_MS = 6000;
/** Later than this, a look says that this page slept, and what came meanwhile is not read yet. */
const LATE_LOOK_MS = 1500;

export interface LineWatchDeps {
  clock: Clock;
  /** To ask the server what it answers at once [R8]. */
  check(): void;
  /** Nothing was heard when something should have been. */
  onDoubt(): void;
  /** Something was heard after all. */
  onRelief(): void;
}

/**
 * Doubts a connection long before TCP or socket.io's own limits do [S1]: when a request goes unanswered and
 * nothing else is heard either, when a line over which something was asked has been silent for long, or when
 * the server's ping is overdue. Before it does, it asks once itself.
 */
export class LineWatch {
  readonly #deps: LineWatchDeps;
  readonly #stop: () => void;
  /** When each unanswered request was sent, the oldest first. */
  readonly #asked = new Map<number, number>();
  #askedCount = 0;
  #pingIntervalMs = Infinity;
  #heardAt: number;
  #lookedAt: number;
  #isDoubted = false;
  #isInUse = false;
  #isChecked = false;

  constructor(deps: LineWatchDeps) {
    this.#deps = deps;
    this.#heardAt = deps.clock.now();
    this.#lookedAt = this.#heardAt;
    this.#stop = deps.clock.every(LOOK_INTERVAL_MS, () => this.#look());
  }

  /** @param pingIntervalMs how often the server pings */
  expectPings(pingIntervalMs: number): void {
    this.#pingIntervalMs = pingIntervalMs;
  }

  handleHeard(): void {
    this.#heardAt = this.#deps.clock.now();
    this.#isChecked = false;
    if (!this.#isDoubted) return;
    this.#isDoubted = false;
    this.#deps.onRelief();
  }

  /**
   * @param isCheck what this watch wanted asked is no use of the line
   * @returns to be called when the answer came, or never will
   */
  handleAsked(isCheck = false): () => void {
    this.#isInUse ||= !isCheck;
    const id = (this.#askedCount += 1);
    this.#asked.set(id, this.#deps.clock.now());
    return () => this.#asked.delete(id);
  }

  close(): void {
    this.#stop();
  }

  #look(): void {
    const now = this.#deps.clock.now();
    const isLate = now - this.#lookedAt > LATE_LOOK_MS;
    this.#lookedAt = now;
    const silentMs = now - this.#expectedSince();
    if (!this.#isChecked && silentMs > CHECK_AFTER_MS) {
      this.#isChecked = true;
      this.#deps.check();
    }
    if (this.#isDoubted || isLate || silentMs <= PATIENCE_MS) return;
    this.#isDoubted = true;
    this.#deps.onDoubt();
  }

  /** Since when something could have been heard. */
  #expectedSince(): number {
    const [oldest] = this.#asked.values();
    const silenceMs = Math.min(
      this.#pingIntervalMs,
      this.#isInUse ? LONGEST_SILENCE_IN_USE_MS : Infinity,
    );
    const dueAt = this.#heardAt + silenceMs;
    return oldest === undefined ? dueAt : Math.min(dueAt, Math.max(oldest, this.#heardAt));
  }
}
