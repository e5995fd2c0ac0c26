import { AppError } from '../../shared/errors.ts';
import { TaskQueue } from './TaskQueue.ts';

export interface Sources {
  isMicOn: boolean;
  isCameraOn: boolean;
  isSharing: boolean;
}

interface Transports {
  send: string;
  recv: string;
}

type State =
  | { kind: 'opening' }
  /** Its transports are there and streams come to it; it has not been told of them yet. */
  | { kind: 'linking'; transports: Transports }
  | { kind: 'open'; transports: Transports }
  | { kind: 'closed' };

/** One opening of one participant's media. */
export class MediaPeer {
  readonly id: string;
  /** What the peer asks for happens in the order in which it asks. */
  readonly queue = new TaskQueue();
  readonly #lostTransports = new Set<string>();
  #state: State = { kind: 'opening' };
  #sources: Sources = { isMicOn: false, isCameraOn: false, isSharing: false };

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

  /** Whether ICE has lost the way to it. */
  get isPathLost(): boolean {
    return this.#lostTransports.size > 0;
  }

  /** Ids. @throws AppError `media_rejected` when its media is not open (any more) */
  get transports(): Transports {
    if (this.#state.kind === 'opening' || this.#state.kind === 'closed') {
      throw new AppError('media_rejected', 'The media of this session is not open.');
    }
    return this.#state.transports;
  }

  owns(transportId: string): boolean {
    if (!this.canReceive) return false;
    const { send, recv } = this.transports;
    return transportId === send || transportId === recv;
  }

  startLinking(transports: Transports): void {
    this.#state = { kind: 'linking', transports };
  }

  /** @throws AppError `media_rejected` when it was closed meanwhile */
  open(): void {
    this.#state = { kind: 'open', transports: this.transports };
  }

  /** @returns the ids of the transports that it had */
  close(): string[] {
    const ids = this.canReceive ? [this.transports.send, this.transports.recv] : [];
    this.#state = { kind: 'closed' };
    return ids;
  }

  handlePath(transportId: string, isLost: boolean): void {
    if (isLost) this.#lostTransports.add(transportId);
    else this.#lostTransports.delete(transportId);
  }

  /** @returns whether that is news */
  handleSources(now: Sources): boolean {
    const { isMicOn, isCameraOn, isSharing } = this.#sources;
    this.#sources = now;
    return isMicOn !== now.isMicOn || isCameraOn !== now.isCameraOn || isSharing !== now.isSharing;
  }
}
