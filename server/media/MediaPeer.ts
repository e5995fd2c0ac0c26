import type { ConsumerOptions, MediaSource, Quality } from '../../shared/contracts/index.ts';
import { AppError } from '../../shared/errors.ts';
import { gradeQuality } from './gradeQuality.ts';
import type { MediaConsumer } from './MediaConsumer.ts';
import type { MediaProducer } from './MediaProducer.ts';
import { TaskQueue } from './TaskQueue.ts';

export interface Sources {
  isMicOn: boolean;
  isCameraOn: boolean;
  isSharing: boolean;
}

type State =
  | { kind: 'opening' }
  /** Its transports are there and streams come to it; it has not been told of them yet. */
  | { kind: 'linking'; send: string; recv: string }
  | { kind: 'open'; send: string; recv: string }
  | { kind: 'closed' };

/** One opening of one participant's media: two transports, what it publishes and what it gets. */
export class MediaPeer {
  readonly id: string;
  /** What the peer asks for happens in the order in which it asks. */
  readonly queue = new TaskQueue();
  readonly producers = new Map<MediaSource, MediaProducer>();
  readonly consumers = new Map<string, MediaConsumer>();
  #state: State = { kind: 'opening' };
  readonly #lostTransports = new Set<string>();
  #toldSources: Sources = { isMicOn: false, isCameraOn: false, isSharing: false };

  constructor(id: string) {
    this.id = id;
  }

  get isClosed(): boolean {
    return this.#state.kind === 'closed';
  }

  /** Whether streams can come to it. */
  get canReceive(): boolean {
    return this.#state.kind === 'linking' || this.#state.kind === 'open';
  }

  /** Whether it has been told what it consumes, so that changes are news to it. */
  get isOpen(): boolean {
    return this.#state.kind === 'open';
  }

  /** @throws AppError `media_rejected` when its media is not open (any more) */
  get transports(): { send: string; recv: string } {
    if (this.#state.kind === 'opening' || this.#state.kind === 'closed') {
      throw new AppError('media_rejected', 'The media of this session is not open.');
    }
    const { send, recv } = this.#state;
    return { send, recv };
  }

  owns(transportId: string): boolean {
    const state = this.#state;
    if (state.kind === 'opening' || state.kind === 'closed') return false;
    return state.send === transportId || state.recv === transportId;
  }

  get consumerOptions(): ConsumerOptions[] {
    return [...this.consumers.values()].map(({ options }) => options);
  }

  get quality(): Quality {
    const sending = [...this.producers.values()].filter(({ isPaused }) => !isPaused);
    const flowing = [...this.consumers.values()].filter(({ isFlowing }) => isFlowing);
    return gradeQuality({
      isPathLost: this.#lostTransports.size > 0,
      sent: sending.map(({ scores }) => scores),
      received: flowing.flatMap(({ score }) => (score === null ? [] : [score])),
    });
  }

  /** @throws AppError `media_rejected` */
  producer(producerId: string): MediaProducer {
    const producer = [...this.producers.values()].find(({ id }) => id === producerId);
    if (!producer) {
      throw new AppError('media_rejected', 'There is no such producer; it may have been closed.');
    }
    return producer;
  }

  startLinking(transports: { send: string; recv: string }): void {
    this.#state = { kind: 'linking', ...transports };
  }

  /** @throws AppError `media_rejected` when it was closed meanwhile */
  open(): void {
    this.#state = { kind: 'open', ...this.transports };
  }

  /** @returns the ids of the transports that it had */
  close(): string[] {
    const state = this.#state;
    this.#state = { kind: 'closed' };
    return state.kind === 'linking' || state.kind === 'open' ? [state.send, state.recv] : [];
  }

  handlePath(transportId: string, isLost: boolean): void {
    if (isLost) this.#lostTransports.add(transportId);
    else this.#lostTransports.delete(transportId);
  }

  /** @returns what the others see and hear of it now, or null when that is what they were told last */
  newSources(): Sources | null {
    const isOn = (source: MediaSource) => this.producers.get(source)?.isPaused === false;
    const now = { isMicOn: isOn('mic'), isCameraOn: isOn('camera'), isSharing: isOn('screen') };
    const told = this.#toldSources;
    const isSame =
      now.isMicOn === told.isMicOn &&
      now.isCameraOn === told.isCameraOn &&
      now.isSharing === told.isSharing;
    if (isSame) return null;
    this.#toldSources = now;
    return now;
  }
}
