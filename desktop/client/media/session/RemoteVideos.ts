import type { Clock } from '../../platform/clock.ts';
import type { ElementSize } from './ElementWatch.ts';
import type { Pulse } from './Pulse.ts';
import type { RemoteVideoState, VideoHold } from './remoteVideo.ts';
import { VideoSlot, type VideoStream } from './VideoSlot.ts';

export type VideoSource = 'camera' | 'screen';

export interface RemoteVideosDeps {
  clock: Clock;
  pulse: Pulse;
  onState(participantId: string, source: VideoSource, state: RemoteVideoState | null): void;
  onSize(consumerId: string, source: VideoSource, size: ElementSize): void;
  /** Frames should come and do not: a key frame may help. */
  onStalled(consumerId: string): void;
}

/** The videos of everybody else. Elements outlive streams: they show the next one by themselves. */
export class RemoteVideos {
  readonly #deps: RemoteVideosDeps;
  readonly #slots = new Map<string, VideoSlot>();

  constructor(deps: RemoteVideosDeps) {
    this.#deps = deps;
  }

  /** Frames of it should be arriving now. */
  isExpected(participantId: string, source: VideoSource): boolean {
    return this.#slots.get(keyOf(participantId, source))?.isExpectingFrames ?? false;
  }

  /** Frames were lost. */
  askForKeyFrames(): void {
    for (const slot of this.#slots.values()) slot.askForKeyFrame();
  }

  setStream(participantId: string, source: VideoSource, stream: VideoStream | null): void {
    const key = keyOf(participantId, source);
    if (!stream && !this.#slots.has(key)) return;
    const slot = this.#slot(participantId, source);
    slot.setStream(stream);
    if (slot.isEmpty) this.#slots.delete(key);
  }

  setPaused(participantId: string, source: VideoSource, isPaused: boolean): void {
    this.#slots.get(keyOf(participantId, source))?.setPaused(isPaused);
  }

  setHold(participantId: string, source: VideoSource, hold: VideoHold | null): void {
    this.#slots.get(keyOf(participantId, source))?.setHold(hold);
  }

  /** @returns detaches */
  attach(participantId: string, source: VideoSource, element: HTMLVideoElement): () => void {
    const slot = this.#slot(participantId, source);
    const detach = slot.attach(element);
    return () => {
      detach();
      const key = keyOf(participantId, source);
      if (slot.isEmpty && this.#slots.get(key) === slot) this.#slots.delete(key);
    };
  }

  close(): void {
    for (const slot of this.#slots.values()) slot.close();
    this.#slots.clear();
  }

  #slot(participantId: string, source: VideoSource): VideoSlot {
    const key = keyOf(participantId, source);
    const known = this.#slots.get(key);
    if (known) return known;
    const deps = this.#deps;
    const slot = new VideoSlot({
      clock: deps.clock,
      pulse: deps.pulse,
      mayStandStill: source === 'screen',
      onState: (state) => deps.onState(participantId, source, state),
      onSize: (consumerId, size) => deps.onSize(consumerId, source, size),
      onStalled: (consumerId) => deps.onStalled(consumerId),
    });
    this.#slots.set(key, slot);
    return slot;
  }
}

const keyOf = (participantId: string, source: VideoSource) => `${participantId} ${source}`;
