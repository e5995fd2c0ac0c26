import type { Quality } from '../../shared/contracts/index.ts';

const INTERVAL_MS = 1000;

export type Grades = { peerId: string; quality: Quality }[];

/** Tells how the network of each peer does: what changed, at most once a second [M9]. */
export class QualityBoard {
  readonly #tell: (grades: Grades) => void;
  readonly #now = new Map<string, Quality>();
  /** A peer that is not in here counts as good with whoever listens. */
  readonly #told = new Map<string, Quality>();
  #timer: NodeJS.Timeout | null = null;
  #isRepeatDue = false;

  constructor(tell: (grades: Grades) => void) {
    this.#tell = tell;
  }

  grade(peerId: string, quality: Quality): void {
    this.#now.set(peerId, quality);
    if (quality !== this.#toldOf(peerId)) this.#schedule();
  }

  /** Somebody new listens and takes everybody for good: what is not gets told again. */
  repeat(): void {
    if (![...this.#now.values()].some((quality) => quality !== 'good')) return;
    this.#isRepeatDue = true;
    this.#schedule();
  }

  forget(peerId: string): void {
    this.#now.delete(peerId);
    this.#told.delete(peerId);
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#now.clear();
    this.#told.clear();
  }

  #toldOf(peerId: string): Quality {
    return this.#told.get(peerId) ?? 'good';
  }

  /** Waits before it tells, so that what gets better at once, or is many changes, is one message or none. */
  #schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      const changed = [...this.#now]
        .filter(
          ([peerId, quality]) =>
            quality !== this.#toldOf(peerId) || (this.#isRepeatDue && quality !== 'good'),
        )
        .map(([peerId, quality]) => ({ peerId, quality }));
      this.#isRepeatDue = false;
      for (const { peerId, quality } of changed) this.#told.set(peerId, quality);
      if (changed.length > 0) this.#tell(changed);
    }, INTERVAL_MS);
  }
}
