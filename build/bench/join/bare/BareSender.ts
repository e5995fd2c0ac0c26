import { once } from 'node:events';
import type { types } from 'mediasoup-client';
import { WebSocket } from 'ws';
import type { RtpParameters } from '../../../../shared/contracts/index.ts';
import { keyFrameRequests, MediaPath } from '../../clients/index.ts';
import type { BareAsk, BareJoined } from './protocol.ts';

/** Sends RTP into the bare room, by the protocol of its page. */
export class BareSender {
  readonly #socket: WebSocket;
  readonly #path = new MediaPath('sender');
  readonly #waiting = new Map<number, (answer: unknown) => void>();
  #transportId = '';
  #count = 0;

  static async connect(url: string): Promise<BareSender> {
    const socket = new WebSocket(url.replace('http', 'ws'));
    await once(socket, 'open');
    const sender = new BareSender(socket);
    await sender.#join();
    return sender;
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data: Buffer) => {
      // Both ends are ours.
      const { id, answer } = JSON.parse(data.toString()) as { id: number; answer: unknown };
      this.#waiting.get(id)?.(answer);
      this.#waiting.delete(id);
    });
  }

  async produce(kind: types.MediaKind, rtpParameters: RtpParameters): Promise<void> {
    const transportId = this.#transportId;
    await this.#ask({ ask: 'produce', transportId, kind, rtpParameters });
  }

  send(packet: Buffer): void {
    this.#path.send(packet);
  }

  onKeyFrameRequest(listener: (ssrc: number) => void): void {
    this.#path.onPacket({ rtcp: (packet) => keyFrameRequests(packet).forEach(listener) });
  }

  close(): void {
    this.#socket.close();
    this.#path.close();
  }

  async #join(): Promise<void> {
    const { send } = await this.#ask<BareJoined>({ ask: 'join', rtpCapabilities: null });
    this.#transportId = send.id;
    const { dtlsParameters } = this.#path;
    await this.#ask({ ask: 'connect', transportId: send.id, dtlsParameters });
    await this.#path.connect(send);
  }

  #ask<T>(request: BareAsk): Promise<T> {
    const id = ++this.#count;
    this.#socket.send(JSON.stringify({ id, ...request }));
    return new Promise((resolve) => this.#waiting.set(id, resolve as (answer: unknown) => void));
  }
}
