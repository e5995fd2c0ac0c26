import type { Clock } from '../../platform/clock.ts';
import { type ElementSize, ElementWatch, largest } from './ElementWatch.ts';
import type { Pulse } from './Pulse.ts';
import {
  mustNudge,
  NO_NUDGES,
  type RemoteVideoState,
  toRemoteVideoState,
  type VideoFacts,
  type VideoHold,
} from './remoteVideo.ts';

const LOOK_BEATS = 2;

export interface VideoStream {
  consumerId: string;
  track: MediaStreamTrack;
  isPaused: boolean;
  hold: VideoHold | null;
}

export interface VideoSlotDeps {
  clock: Clock;
  pulse: Pulse;
  mayStandStill: boolean;
  /** null: there is no video any more. */
  onState(state: RemoteVideoState | null): void;
  onSize(consumerId: string, size: ElementSize): void;
  /** Frames should come and do not: a key frame may help. */
  onStalled(consumerId: string): void;
}

interface Shown {
  watch: ElementWatch;
  framesSeen: number;
}

/** One remote video and the elements that show it: either may come, go and come again first. */
export class VideoSlot {
  readonly #deps: VideoSlotDeps;
  readonly #elements = new Map<HTMLVideoElement, Shown>();
  #stream: VideoStream | null = null;
  #state: RemoteVideoState | null = null;
  #lastFrameAt: number | null = null;
  #watchedSince: number | null = null;
  #nudges = NO_NUDGES;
  #stopLooking: (() => void) | null = null;

  constructor(deps: VideoSlotDeps) {
    this.#deps = deps;
  }

  get isEmpty(): boolean {
    return this.#stream === null && this.#elements.size === 0;
  }

  /** Frames should be arriving now. */
  get isExpectingFrames(): boolean {
    if (this.#stream === null || this.#stream.isPaused || this.#stream.hold !== null) return false;
    return this.#watchedSince !== null;
  }

  setStream(stream: VideoStream | null): void {
    const isSameTrack = stream?.track === this.#stream?.track;
    this.#stream = stream;
    if (!isSameTrack) {
      this.#expectAnew();
      for (const element of this.#elements.keys()) this.#bind(element);
    }
    this.#update();
  }

  setPaused(isPaused: boolean): void {
    if (!this.#stream || this.#stream.isPaused === isPaused) return;
    this.#stream = { ...this.#stream, isPaused };
    // What comes after a pause is a new picture: the old one must not pass for it.
    this.#expectAnew();
    for (const element of this.#elements.keys()) this.#awaitFrame(element);
    this.#update();
  }

  /** Frames were lost; however often one was asked for before counts no more. */
  askForKeyFrame(): void {
    if (!this.#stream || !this.isExpectingFrames) return;
    this.#nudges = { count: 1, lastAt: this.#deps.clock.now() };
    this.#deps.onStalled(this.#stream.consumerId);
  }

  setHold(hold: VideoHold | null): void {
    if (!this.#stream || this.#stream.hold === hold) return;
    this.#stream = { ...this.#stream, hold };
    // The last picture of a face must not pass for a live one; that of a page may still be read.
    if (!this.#deps.mayStandStill) {
      this.#expectAnew();
      for (const element of this.#elements.keys()) this.#awaitFrame(element);
    }
    this.#update();
  }

  /** @returns detaches */
  attach(element: HTMLVideoElement): () => void {
    this.#detach(element);
    // Sound has its own elements; one that plays muted needs no click first.
    element.muted = true;
    element.playsInline = true;
    const watch = new ElementWatch(element, () => this.#update());
    const shown: Shown = { watch, framesSeen: 0 };
    this.#elements.set(element, shown);
    this.#bind(element);
    this.#update();
    return () => {
      if (this.#elements.get(element) === shown) this.#detach(element);
      this.#update();
    };
  }

  close(): void {
    for (const element of [...this.#elements.keys()]) this.#detach(element);
    this.#stream = null;
    this.#stopLooking?.();
    this.#stopLooking = null;
  }

  #detach(element: HTMLVideoElement): void {
    const shown = this.#elements.get(element);
    if (!shown) return;
    this.#elements.delete(element);
    shown.watch.close();
    element.srcObject = null;
  }

  #bind(element: HTMLVideoElement): void {
    element.srcObject = this.#stream ? new MediaStream([this.#stream.track]) : null;
    if (!this.#stream) return;
    // A play() that a newer track interrupts rejects, and that is all right.
    element.play().catch(() => undefined);
    this.#awaitFrame(element);
  }

  #awaitFrame(element: HTMLVideoElement): void {
    const track = this.#stream?.track;
    if (!track || !('requestVideoFrameCallback' in element)) return;
    element.requestVideoFrameCallback(() => {
      if (this.#stream?.track === track && !this.#stream.isPaused) this.#handleFrame();
    });
  }

  #expectAnew(): void {
    this.#lastFrameAt = null;
    this.#nudges = NO_NUDGES;
    if (this.#watchedSince !== null) this.#watchedSince = this.#deps.clock.now();
  }

  #handleFrame(): void {
    this.#lastFrameAt = this.#deps.clock.now();
    this.#nudges = NO_NUDGES;
    this.#show();
  }

  /** Tells the size that is needed, and looks for frames for as long as some are expected. */
  #update(): void {
    const size = largest([...this.#elements.values()].map(({ watch }) => watch.size));
    if (this.#stream) this.#deps.onSize(this.#stream.consumerId, size);
    if (!size.isVisible) this.#watchedSince = null;
    else this.#watchedSince ??= this.#deps.clock.now();
    const mustLook = this.isExpectingFrames;
    if (mustLook) this.#stopLooking ??= this.#deps.pulse.every(LOOK_BEATS, () => this.#look());
    else {
      this.#stopLooking?.();
      this.#stopLooking = null;
    }
    this.#show();
  }

  #look(): void {
    for (const [element, shown] of this.#elements) {
      const framesNow = element.getVideoPlaybackQuality().totalVideoFrames;
      if (framesNow !== shown.framesSeen && element.videoWidth > 0) {
        shown.framesSeen = framesNow;
        this.#lastFrameAt = this.#deps.clock.now();
        this.#nudges = NO_NUDGES;
      }
    }
    this.#nudge();
    this.#show();
  }

  #nudge(): void {
    const now = this.#deps.clock.now();
    const facts = this.#facts();
    if (!facts || !this.#stream || !mustNudge(facts, this.#nudges, now)) return;
    this.#nudges = { count: this.#nudges.count + 1, lastAt: now };
    this.#deps.onStalled(this.#stream.consumerId);
  }

  #facts(): VideoFacts | null {
    if (!this.#stream) return null;
    return {
      isPaused: this.#stream.isPaused,
      hold: this.#stream.hold,
      isWatched: this.#watchedSince !== null,
      lastFrameAt: this.#lastFrameAt,
      watchedSince: this.#watchedSince ?? 0,
      mayStandStill: this.#deps.mayStandStill,
    };
  }

  #show(): void {
    const facts = this.#facts();
    const state = facts && toRemoteVideoState(facts, this.#deps.clock.now());
    if (state === this.#state) return;
    this.#state = state;
    this.#deps.onState(state);
  }
}
