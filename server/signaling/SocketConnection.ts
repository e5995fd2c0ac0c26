import type { EventName, EventPayload } from '../../shared/contracts/index.ts';
import type { Connection } from '../rooms/index.ts';
import type { ParleySocket } from './bindHandlers.ts';

export const channelOf = (meetingId: string): string => `meeting:${meetingId}`;

/** A socket as the rooms see it. */
export class SocketConnection implements Connection {
  readonly #socket: ParleySocket;
  #isClosing = false;

  constructor(socket: ParleySocket) {
    this.#socket = socket;
  }

  get isClosed(): boolean {
    return this.#isClosing || this.#socket.disconnected;
  }

  enter(meetingId: string): void {
    void this.#socket.join(channelOf(meetingId));
  }

  exit(meetingId: string): void {
    void this.#socket.leave(channelOf(meetingId));
  }

  emit<N extends EventName>(name: N, payload: EventPayload<N>): void {
    // socket.io cannot relate a generic event name to its payload type; the signature above does.
    const emit = this.#socket.emit.bind(this.#socket) as (
      name: N,
      payload: EventPayload<N>,
    ) => void;
    emit(name, payload);
  }

  close(): void {
    this.#isClosing = true;
    // Whoever ends a meeting still gets the answer to the request that ended it [R1].
    setImmediate(() => this.#socket.disconnect(true));
  }
}
