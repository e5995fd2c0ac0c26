import type { Clock } from '../../platform/clock.ts';

export const BEAT_MS = 100;

/**
 * One timer for all who look at media again and again: each with one of its own would wake a page of nine
 * people sixty times a second. What one of them asks of a receiver, which blocks the page, is remembered for
 * the others of the same beat: nothing that is visible changes while a task runs (webrtc-pc, 2).
 */
export class Pulse {
  readonly #clock: Clock;
  readonly #looks = new Map<() => void, number>();
  #beats = 0;
  #stop: (() => void) | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Calls back at every so many beats; the timer runs while there is somebody to call.
   * @returns stops
   */
  every(beats: number, callback: () => void): () => void {
    const look = () => callback();
    this.#looks.set(look, beats);
    this.#stop ??= this.#clock.every(BEAT_MS, () => this.#beat());
    return () => {
      this.#looks.delete(look);
      if (this.#looks.size > 0) return;
      this.#stop?.();
      this.#stop = null;
    };
  }

  #beat(): void {
    this.#beats += 1;
    for (const [look, beats] of [...this.#looks]) {
      // Whoever was called before may have stopped this one.
      if (this.#beats % beats === 0 && this.#looks.has(look)) look();
    }
  }
}
