import type { Random } from '../fuzz/Random.ts';
import { randomBytes } from './mutatePacket.ts';

const VIDEO = 96;
const RTX = 97;

/** What a participant may encrypt and send as if it were media. @param ssrc of their stream; the next is its RTX */
export function strangeMedia(random: Random, ssrc: number): Buffer {
  return random.chance(0.65) ? strangeRtp(random, ssrc) : strangeRtcp(random, ssrc);
}

/** VP8 payload descriptors, header extensions, padding and CSRC counts that do not agree with what follows. */
function strangeRtp(random: Random, ssrc: number): Buffer {
  const isRtx = random.chance(0.2);
  const [hasPadding, hasExtension] = [random.chance(0.2), random.chance(0.4)];
  const contributors = random.chance(0.2) ? random.integer(1, 15) : 0;
  const header = Buffer.alloc(12);
  const flags = (hasPadding ? 0x20 : 0) | (hasExtension ? 0x10 : 0) | contributors;
  header.writeUInt8(0x80 | flags, 0);
  const payloadType = random.chance(0.9) ? (isRtx ? RTX : VIDEO) : random.integer(0, 127);
  header.writeUInt8((random.chance(0.5) ? 0x80 : 0) | payloadType, 1);
  header.writeUInt16BE(random.integer(0, 0xffff), 2);
  header.writeUInt32BE(random.integer(0, 0xffffffff), 4);
  header.writeUInt32BE(
    random.chance(0.9) ? ssrc + Number(isRtx) : random.integer(0, 0xffffffff),
    8,
  );
  return Buffer.concat([
    header,
    randomBytes(random, 4 * (random.chance(0.8) ? contributors : 0)),
    hasExtension ? strangeExtension(random) : Buffer.alloc(0),
    // Every bit of a VP8 descriptor asks for more bytes, which may not be there.
    randomBytes(random, random.pick([0, 1, 2, 3, 4, 6, 20, 1100])),
    hasPadding ? Buffer.from([random.integer(0, 255)]) : Buffer.alloc(0),
  ]);
}

function strangeExtension(random: Random): Buffer {
  const body = randomBytes(random, 4 * random.pick([0, 1, 2, 8, 200]));
  const head = Buffer.alloc(4);
  head.writeUInt16BE(random.pick([0xbede, 0x1000, 0x100f, 0xffff]), 0);
  head.writeUInt16BE(random.chance(0.7) ? body.length / 4 : random.integer(0, 0xffff), 2);
  return Buffer.concat([head, body]);
}

/** Reports, NACKs, key frame requests, REMB and transport feedback, with lengths and counts that lie. */
function strangeRtcp(random: Random, ssrc: number): Buffer {
  const packets = Array.from({ length: random.integer(1, 4) }, () => {
    const body = randomBytes(random, 4 * random.pick([0, 1, 2, 5, 6, 30, 200]));
    const target = random.chance(0.7) ? ssrc : random.integer(0, 0xffffffff);
    if (body.length >= 8) body.writeUInt32BE(target, 4);
    const header = Buffer.alloc(8);
    header.writeUInt8(0x80 | random.integer(0, 31), 0);
    // SR, RR, SDES, BYE, APP, RTPFB, PSFB, XR.
    header.writeUInt8(random.pick([200, 201, 202, 203, 204, 205, 205, 206, 206, 207]), 1);
    const words = 1 + body.length / 4;
    header.writeUInt16BE(random.chance(0.7) ? words : random.pick([0, 1, 0xff, 0xffff]), 2);
    header.writeUInt32BE(random.chance(0.5) ? ssrc : random.integer(0, 0xffffffff), 4);
    return Buffer.concat([header, body]);
  });
  return Buffer.concat(packets);
}
