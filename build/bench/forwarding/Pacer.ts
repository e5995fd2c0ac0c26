import { FRAMES_PER_SECOND } from './VideoSource.ts';
import type { VideoSource } from './VideoSource.ts';

const FRAME_MS = 1000 / FRAMES_PER_SECOND;
/** Made up for at once, more than this would be a burst that no camera sends. */
const MAX_LATENESS_MS = 100;

/** Has each source send its frames at the frame rate, the sources one after the other within a frame's time. */
export class Pacer {
  readonly #sources: readonly VideoSource[];
  #startedAt = performance.now();
  #sentFrames = 0;
  #timer: NodeJS.Timeout;

  constructor(sources: readonly VideoSource[]) {
    this.#sources = sources;
    this.#timer = setTimeout(() => this.#sendDue());
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** What a late timer missed is made up for, so that the rate holds; a long stall is passed over. */
  #sendDue(): void {
    const spacingMs = FRAME_MS / this.#sources.length;
    const latenessMs = performance.now() - this.#startedAt - this.#sentFrames * spacingMs;
    if (latenessMs > MAX_LATENESS_MS) this.#startedAt += latenessMs;
    const due = (performance.now() - this.#startedAt) / spacingMs;
    while (this.#sentFrames <= due) {
      this.#sources[this.#sentFrames % this.#sources.length]?.sendFrame();
      this.#sentFrames += 1;
    }
    const nextAt = this.#startedAt + this.#sentFrames * spacingMs;
    this.#timer = setTimeout(() => this.#sendDue(), Math.max(0, nextAt - performance.now()));
  }
}
