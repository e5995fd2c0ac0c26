const MAX_PAYLOAD_BYTES = 1100;
/** Seconds between 1900, where NTP begins, and 1970. */
const NTP_OFFSET_S = 2_208_988_800;

export interface RtpHeader {
  payloadType: number;
  sequence: number;
  timestamp: number;
  ssrc: number;
  isMarked: boolean;
}

export function writeRtpPacket(header: RtpHeader, payload: Buffer): Buffer {
  const packet = Buffer.alloc(12 + payload.length);
  packet.writeUInt8(0x80, 0);
  packet.writeUInt8((header.isMarked ? 0x80 : 0) | header.payloadType, 1);
  packet.writeUInt16BE(header.sequence & 0xffff, 2);
  packet.writeUInt32BE(header.timestamp >>> 0, 4);
  packet.writeUInt32BE(header.ssrc, 8);
  payload.copy(packet, 12);
  return packet;
}

/** One VP8 frame as RTP payloads, each with its payload descriptor and a picture id of 15 bits (RFC 7741, section 4.2). */
export function packetizeVp8(frame: Buffer, pictureId: number): Buffer[] {
  const payloads: Buffer[] = [];
  for (let at = 0; at < frame.length; at += MAX_PAYLOAD_BYTES) {
    const descriptor = Buffer.alloc(4);
    // X: there is an extension; S: a partition begins here. Partition 0 stands for the whole frame.
    descriptor.writeUInt8(at === 0 ? 0x90 : 0x80, 0);
    descriptor.writeUInt8(0x80, 1);
    descriptor.writeUInt16BE(0x8000 | (pictureId & 0x7fff), 2);
    payloads.push(Buffer.concat([descriptor, frame.subarray(at, at + MAX_PAYLOAD_BYTES)]));
  }
  return payloads;
}

export interface SenderReport {
  ssrc: number;
  /** Milliseconds since 1970 at which `timestamp` is due. */
  atMs: number;
  timestamp: number;
  packetCount: number;
  octetCount: number;
}

/** RFC 3550, section 6.4.1: without it a server cannot tell that two layers show the same moment. */
export function writeSenderReport(report: SenderReport): Buffer {
  const packet = Buffer.alloc(28);
  packet.writeUInt8(0x80, 0);
  packet.writeUInt8(200, 1);
  packet.writeUInt16BE(6, 2);
  packet.writeUInt32BE(report.ssrc, 4);
  packet.writeUInt32BE(Math.floor(report.atMs / 1000) + NTP_OFFSET_S, 8);
  packet.writeUInt32BE(Math.floor(((report.atMs % 1000) / 1000) * 2 ** 32), 12);
  packet.writeUInt32BE(report.timestamp >>> 0, 16);
  packet.writeUInt32BE(report.packetCount >>> 0, 20);
  packet.writeUInt32BE(report.octetCount >>> 0, 24);
  return packet;
}
