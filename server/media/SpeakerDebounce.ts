/** Changes are told no faster than this [M7]. */
export const SPEAKER_INTERVAL_MS = 300;
/** Between sentences nobody stops being the speaker. */
export const SILENCE_MS = 2000;

/** Calms what a room hears into who is shown as speaking. */
export class SpeakerDebounce {
  readonly #tell: (peerId: string | null) => void;
  #told: string | null = null;
  #toldAt = -Infinity;
  #next: { peerId: string | null; timer: NodeJS.Timeout } | null = null;

  constructor(tell: (peerId: string | null) => void) {
    this.#tell = tell;
  }

  /** @param peerId Who is heard now; null: nobody */
  hear(peerId: string | null): void {
    if (this.#next?.peerId === peerId) return;
    this.#cancel();
    if (peerId === this.#told) return;
    const sinceMs = performance.now() - this.#toldAt;
    const delayMs = peerId === null ? SILENCE_MS : SPEAKER_INTERVAL_MS - sinceMs;
    if (delayMs <= 0) this.#change(peerId);
    else this.#next = { peerId, timer: setTimeout(() => this.#change(peerId), delayMs) };
  }

  /** This peer is not there any more: told at once, since it cannot be shown. */
  forget(peerId: string): void {
    if (this.#next?.peerId === peerId) this.#cancel();
    if (this.#told !== peerId) return;
    const next = this.#next?.peerId ?? null;
    this.#change(null);
    // Whoever was about to follow still does: nobody says again that they are heard.
    if (next !== null) this.hear(next);
  }

  close(): void {
    this.#cancel();
  }

  #change(peerId: string | null): void {
    this.#cancel();
    this.#told = peerId;
    this.#toldAt = performance.now();
    this.#tell(peerId);
  }

  #cancel(): void {
    if (this.#next) clearTimeout(this.#next.timer);
    this.#next = null;
  }
}
