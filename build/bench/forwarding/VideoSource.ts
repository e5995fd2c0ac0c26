import { videoPayloadType } from '../../worker/gate/videoCodec.ts';

/** 30 frames a second of five packets each are 1.44 Mb/s, a camera at 720p. */
export const FRAMES_PER_SECOND = 30;
export const PACKETS_PER_FRAME = 5;
/** From the RTP header to the end, before encryption. */
export const PACKET_BYTES = 1200;

const HEADER_BYTES = 12;
const TICKS_PER_FRAME = 90_000 / FRAMES_PER_SECOND;

/** What looks to a server like one camera's VP8: frames of packets, a key frame when one is asked for. */
export class VideoSource {
  readonly ssrc: number;
  readonly #send: (packet: Buffer) => void;
  /** Written anew for each packet: whoever sends it copies it. */
  readonly #packet = Buffer.alloc(PACKET_BYTES, 0x5a);
  #frames = 0;
  #sent = 0;
  #wantsKeyFrame = true;

  constructor(ssrc: number, send: (packet: Buffer) => void) {
    this.ssrc = ssrc;
    this.#send = send;
    this.#packet.writeUInt8(0x80, 0);
    this.#packet.writeUInt32BE(ssrc, 8);
  }

  /** Packets so far. */
  get sent(): number {
    return this.#sent;
  }

  requestKeyFrame(): void {
    this.#wantsKeyFrame = true;
  }

  sendFrame(): void {
    const isKeyFrame = this.#wantsKeyFrame;
    this.#wantsKeyFrame = false;
    const timestamp = (this.#frames * TICKS_PER_FRAME) % 2 ** 32;
    this.#frames += 1;
    for (let place = 0; place < PACKETS_PER_FRAME; place += 1) {
      const isLast = place === PACKETS_PER_FRAME - 1;
      this.#packet.writeUInt8((isLast ? 0x80 : 0) | videoPayloadType, 1);
      this.#packet.writeUInt16BE(this.#sent & 0xffff, 2);
      this.#packet.writeUInt32BE(timestamp, 4);
      // RFC 7741: a descriptor of one byte whose S bit marks the start of the frame, then the frame's
      // first byte, whose lowest bit is clear in a key frame.
      this.#packet.writeUInt8(place === 0 ? 0x10 : 0x00, HEADER_BYTES);
      this.#packet.writeUInt8(isKeyFrame ? 0x00 : 0x01, HEADER_BYTES + 1);
      this.#sent += 1;
      this.#send(this.#packet);
    }
  }
}
