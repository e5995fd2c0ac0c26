/** Keeps every element that shows one of the own tracks on the track of the moment. */
export class Previews {
  readonly #elements = new Map<HTMLVideoElement, 'camera' | 'screen'>();
  readonly #trackOf: (source: 'camera' | 'screen') => MediaStreamTrack | null;

  constructor(trackOf: (source: 'camera' | 'screen') => MediaStreamTrack | null) {
    this.#trackOf = trackOf;
  }

  /** @returns detaches */
  attach(element: HTMLVideoElement, source: 'camera' | 'screen'): () => void {
    this.#elements.set(element, source);
    // One's own sound would come back to oneself.
    element.muted = true;
    element.playsInline = true;
    show(element, this.#trackOf(source));
    return () => {
      if (this.#elements.get(element) !== source) return;
      this.#elements.delete(element);
      show(element, null);
    };
  }

  handleTrack(source: 'camera' | 'screen', track: MediaStreamTrack | null): void {
    for (const [element, shown] of this.#elements) if (shown === source) show(element, track);
  }

  close(): void {
    for (const element of this.#elements.keys()) show(element, null);
    this.#elements.clear();
  }
}

function show(element: HTMLVideoElement, track: MediaStreamTrack | null): void {
  element.srcObject = track ? new MediaStream([track]) : null;
  // A play() that a newer track interrupts rejects, and that is all right.
  if (track) element.play().catch(() => undefined);
}
