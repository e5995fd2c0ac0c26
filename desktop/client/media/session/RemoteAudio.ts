/** Plays what others say: one hidden element per stream, all at the chosen speaker. */
export class RemoteAudio {
  readonly #onBlocked: (isBlocked: boolean) => void;
  readonly #elements = new Map<string, HTMLAudioElement>();
  #speakerId: string | null;
  #isBlocked = false;

  constructor(speakerId: string | null, onBlocked: (isBlocked: boolean) => void) {
    this.#speakerId = speakerId;
    this.#onBlocked = onBlocked;
  }

  add(consumerId: string, track: MediaStreamTrack): void {
    this.remove(consumerId);
    const element = new Audio();
    element.srcObject = new MediaStream([track]);
    this.#elements.set(consumerId, element);
    void this.#routeTo(element, this.#speakerId);
    void this.#play(element);
  }

  remove(consumerId: string): void {
    const element = this.#elements.get(consumerId);
    if (!element) return;
    this.#elements.delete(consumerId);
    element.pause();
    element.srcObject = null;
  }

  setSpeaker(speakerId: string | null): void {
    if (speakerId === this.#speakerId) return;
    this.#speakerId = speakerId;
    for (const element of this.#elements.values()) void this.#routeTo(element, speakerId);
  }

  /** To be called from a click: that is what the browser waits for. */
  async unblock(): Promise<void> {
    this.#setBlocked(false);
    await Promise.all([...this.#elements.values()].map((element) => this.#play(element)));
  }

  close(): void {
    for (const consumerId of [...this.#elements.keys()]) this.remove(consumerId);
  }

  async #play(element: HTMLAudioElement): Promise<void> {
    try {
      await element.play();
    } catch (error) {
      // Other rejections mean that the element was let go of before it played.
      if (error instanceof Error && error.name === 'NotAllowedError') this.#setBlocked(true);
    }
  }

  async #routeTo(element: HTMLAudioElement, speakerId: string | null): Promise<void> {
    if (!('setSinkId' in element)) return;
    try {
      await element.setSinkId(speakerId ?? '');
    } catch {
      // The speaker is gone or forbidden: the default goes on playing, which beats silence.
    }
  }

  #setBlocked(isBlocked: boolean): void {
    if (isBlocked === this.#isBlocked) return;
    this.#isBlocked = isBlocked;
    this.#onBlocked(isBlocked);
  }
}
