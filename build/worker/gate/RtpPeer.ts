import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { once } from 'node:events';
import { Inbox } from './Inbox.ts';
import type { SrtpContext } from './SrtpContext.ts';
import { isRtcp, readRtp } from './rtpPackets.ts';
import type { RtpFields } from './rtpPackets.ts';

/** A UDP socket that speaks SRTP and SRTCP with one plain transport of the worker. */
export class RtpPeer {
  readonly rtp = new Inbox<RtpFields>();
  readonly rtcp = new Inbox<Buffer>();
  readonly #socket: Socket;
  readonly #outbound: SrtpContext;

  static async create(inbound: SrtpContext, outbound: SrtpContext): Promise<RtpPeer> {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return new RtpPeer(socket, inbound, outbound);
  }

  private constructor(socket: Socket, inbound: SrtpContext, outbound: SrtpContext) {
    this.#socket = socket;
    this.#outbound = outbound;
    socket.on('message', (packet) => {
      const inbox = isRtcp(packet) ? this.rtcp : this.rtp;
      try {
        if (inbox === this.rtcp) this.rtcp.put(inbound.unprotectRtcp(packet));
        else this.rtp.put(readRtp(inbound.unprotectRtp(packet)));
      } catch (cause) {
        inbox.fail(new Error('a packet from the worker does not decrypt', { cause }));
      }
    });
  }

  get port(): number {
    return this.#socket.address().port;
  }

  sendRtp(packet: Buffer, port: number): void {
    this.#socket.send(this.#outbound.protectRtp(packet), port, '127.0.0.1');
  }

  sendRtcp(packet: Buffer, port: number): void {
    this.#socket.send(this.#outbound.protectRtcp(packet), port, '127.0.0.1');
  }

  close(): void {
    this.#socket.close();
  }
}
