import type { IceParameters } from '../../shared/contracts/index.ts';
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

/** What the client needs to know of each transport to find the way to it. */
type Ice = Record<keyof Transports, IceParameters>;

type State =
  | { kind: 'opening' }
  /** Its transports are there and streams come to it; it has not been told of them yet. */
  | { kind: 'linking'; transports: Transports; ice: Ice }
  | { kind: 'open'; transports: Transports; ice: Ice }
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
    return this.#reached.transports;
  }

  /** What the others see and hear of it. */
  get sources(): Sources {
    return this.#sources;
  }

  /** As it was told last. @throws AppError `media_rejected` when its media is not open (any more) */
  get ice(): Ice {
    return this.#reached.ice;
  }

  owns(transportId: string): boolean {
    if (!this.canReceive) return false;
    const { send, recv } = this.transports;
    return transportId === send || transportId === recv;
  }

  startLinking(transports: Transports, ice: Ice): void {
    this.#state = { kind: 'linking', transports, ice };
  }

  handleIce(ice: Ice): void {
    if (this.canReceive) this.#state = { ...this.#reached, ice };
  }

  /** @throws AppError `media_rejected` when it was closed meanwhile */
  open(): void {
    this.#state = { ...this.#reached, kind: 'open' };
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

  get #reached(): Extract<State, { ice: Ice }> {
    if (this.#state.kind === 'opening' || this.#state.kind === 'closed') {
      throw new AppError('media_rejected', 'The media of this session is not open.');
    }
    return this.#state;
  }
}
