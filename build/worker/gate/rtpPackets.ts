export type RtpFields = { payloadType: number; sequence: number; ssrc: number; payload: Buffer };

const senderReport = 200;
/** The RTCP packet "generic NACK" is transport feedback (205) of format 1. */
const transportFeedback = 205;
const genericNack = 1;
/** "Picture loss indication" is payload-specific feedback (206) of format 1 (RFC 4585, 6.3.1). */
const payloadFeedback = 206;
const pictureLoss = 1;

export function writeRtp({ payloadType, sequence, ssrc, payload }: RtpFields): Buffer {
  const header = Buffer.alloc(12);
  header.writeUInt8(0x80, 0);
  header.writeUInt8(0x80 | payloadType, 1);
  header.writeUInt16BE(sequence, 2);
  header.writeUInt32BE(sequence * 3000, 4);
  header.writeUInt32BE(ssrc, 8);
  return Buffer.concat([header, payload]);
}

/** @param packet an RTP packet without padding. */
export function readRtp(packet: Buffer): RtpFields {
  const first = packet.readUInt8(0);
  const fixed = 12 + 4 * (first & 0x0f);
  const payloadAt = (first & 0x10) === 0 ? fixed : fixed + 4 + 4 * packet.readUInt16BE(fixed + 2);
  return {
    payloadType: packet.readUInt8(1) & 0x7f,
    sequence: packet.readUInt16BE(2),
    ssrc: packet.readUInt32BE(8),
    payload: packet.subarray(payloadAt),
  };
}

/** Tells RTCP from RTP on one port, as RFC 5761 says. */
export function isRtcp(packet: Buffer): boolean {
  const type = packet.length < 8 ? 0 : packet.readUInt8(1);
  return type >= 192 && type <= 223;
}

/** RFC 3550, 6.4.1, without reception reports, of a clock that stands at 0. */
export function writeSenderReport(ssrc: number): Buffer {
  const packet = Buffer.alloc(28);
  packet.writeUInt8(0x80, 0);
  packet.writeUInt8(senderReport, 1);
  packet.writeUInt16BE(6, 2);
  packet.writeUInt32BE(ssrc, 4);
  return packet;
}

/** Asks the sender of `mediaSsrc` for one packet again. */
export function writeNack(mediaSsrc: number, sequence: number): Buffer {
  const packet = Buffer.alloc(16);
  packet.writeUInt8(0x80 | genericNack, 0);
  packet.writeUInt8(transportFeedback, 1);
  packet.writeUInt16BE(3, 2);
  packet.writeUInt32BE(1, 4);
  packet.writeUInt32BE(mediaSsrc, 8);
  packet.writeUInt16BE(sequence, 12);
  return packet;
}

/** Asks the sender of `mediaSsrc` for a key frame. */
export function writePictureLoss(mediaSsrc: number): Buffer {
  const packet = Buffer.alloc(12);
  packet.writeUInt8(0x80 | pictureLoss, 0);
  packet.writeUInt8(payloadFeedback, 1);
  packet.writeUInt16BE(2, 2);
  packet.writeUInt32BE(1, 4);
  packet.writeUInt32BE(mediaSsrc, 8);
  return packet;
}

/** Whether a compound RTCP packet asks for a key frame of one stream. */
export function asksForKeyFrame(compound: Buffer, mediaSsrc: number): boolean {
  return feedbackOf(compound, payloadFeedback, pictureLoss, mediaSsrc).length > 0;
}

/** The sequence numbers that a compound RTCP packet asks for again, of one stream. */
export function nackedSequences(compound: Buffer, mediaSsrc: number): number[] {
  const sequences: number[] = [];
  for (const nack of feedbackOf(compound, transportFeedback, genericNack, mediaSsrc)) {
    for (let item = 12; item + 4 <= nack.length; item += 4) {
      const first = nack.readUInt16BE(item);
      const following = nack.readUInt16BE(item + 2);
      sequences.push(first);
      for (let bit = 0; bit < 16; bit += 1) {
        if (following & (1 << bit)) sequences.push((first + 1 + bit) & 0xffff);
      }
    }
  }
  return sequences;
}

/** The packets of a compound one that are feedback of this kind about this stream. */
function feedbackOf(compound: Buffer, type: number, format: number, mediaSsrc: number): Buffer[] {
  const found: Buffer[] = [];
  let at = 0;
  while (at + 12 <= compound.length) {
    const packet = compound.subarray(at, at + 4 + 4 * compound.readUInt16BE(at + 2));
    const isFeedback = packet.readUInt8(1) === type && (packet.readUInt8(0) & 0x1f) === format;
    if (isFeedback && packet.readUInt32BE(8) === mediaSsrc) found.push(packet);
    at += packet.length;
  }
  return found;
}

/**
 * A VP8 payload that mediasoup takes for a key frame of its own (start of partition 0, key frame
 * bit clear), so that a consumer forwards it whatever came before; `filler` makes it recognisable.
 */
export function vp8KeyFrame(filler: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x10, 0x00]), filler]);
}
