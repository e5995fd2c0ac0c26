import type { Random } from '../fuzz/Random.ts';

/** The first byte tells STUN, DTLS and RTP or RTCP apart on one port (RFC 7983). */
const CLASSES = [0, 1, 20, 21, 22, 23, 25, 63, 64, 127, 128, 129, 0x90, 0xb0, 0xbf, 191, 192, 255];
const STUN_HEADER = 20;
const MAGIC_COOKIE = 0x2112a442;
const LARGEST = 65_507;

/** One packet off the wire, changed as an attacker who has seen it could. */
export function mutatePacket(packet: Buffer, random: Random): Buffer {
  let mutated: Buffer = Buffer.from(packet);
  for (let times = random.integer(1, 3); times > 0; times--) {
    mutated = random.pick(MUTATIONS)(mutated, random);
  }
  return mutated;
}

type Mutation = (packet: Buffer, random: Random) => Buffer;

const MUTATIONS: readonly Mutation[] = [
  /** As it is: a replay. */
  (packet) => packet,
  flipBits,
  flipBits,
  (packet, random) => packet.subarray(0, random.integer(0, packet.length)),
  (packet, random) => Buffer.concat([packet, randomBytes(random, random.integer(1, 300))]),
  /** Any two bytes may be a length. */
  (packet, random) => {
    if (packet.length >= 2) {
      const lengths = [0, 1, 3, 4, 0x7fff, 0x8000, 0xffff, packet.length];
      packet.writeUInt16BE(random.pick(lengths), random.integer(0, packet.length - 2));
    }
    return packet;
  },
  (packet, random) => {
    if (packet.length > 0) packet.writeUInt8(random.pick(CLASSES), 0);
    return packet;
  },
  (packet, random) => Buffer.concat([packet, packet].slice(0, random.integer(1, 2))),
  (_packet, random) => garbage(random),
  (_packet, random) => stunRequest(random),
  (packet, random) => fragmentHandshake(packet, random),
];

function flipBits(packet: Buffer, random: Random): Buffer {
  if (packet.length === 0) return packet;
  for (let times = random.integer(1, 8); times > 0; times--) {
    const at = random.integer(0, packet.length - 1);
    packet.writeUInt8((packet[at] ?? 0) ^ (1 << random.integer(0, 7)), at);
  }
  return packet;
}

function garbage(random: Random): Buffer {
  const length = random.chance(0.02) ? LARGEST : random.integer(0, 1500);
  const bytes = randomBytes(random, length);
  if (length > 0) bytes.writeUInt8(random.pick(CLASSES), 0);
  return bytes;
}

/** A binding request of our own: user names that are none, attributes whose lengths lie, no integrity. */
function stunRequest(random: Random): Buffer {
  const attributes = Array.from({ length: random.integer(0, 12) }, () => {
    const value = randomBytes(random, random.integer(0, 64));
    const header = Buffer.alloc(4);
    // Username, integrity, priority, use-candidate, controlling, fingerprint, and what nobody knows.
    header.writeUInt16BE(random.pick([0x0006, 0x0008, 0x0024, 0x0025, 0x802a, 0x8028, 0x7fff]), 0);
    header.writeUInt16BE(random.chance(0.7) ? value.length : random.integer(0, 0xffff), 2);
    return Buffer.concat([header, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
  });
  const body = Buffer.concat(attributes);
  const header = Buffer.alloc(STUN_HEADER);
  header.writeUInt16BE(random.pick([0x0001, 0x0101, 0x0111, 0x0011, 0x0003]), 0);
  header.writeUInt16BE(random.chance(0.8) ? body.length : random.integer(0, 0xffff), 2);
  header.writeUInt32BE(MAGIC_COOKIE, 4);
  randomBytes(random, 12).copy(header, 8);
  return Buffer.concat([header, body]);
}

/** A DTLS handshake record whose fragment says that it is another part of a larger message. */
function fragmentHandshake(packet: Buffer, random: Random): Buffer {
  if (packet[0] !== 22 || packet.length < 25) return packet;
  const at = random.pick([14, 19, 22]);
  packet.writeUIntBE(random.pick([0, 1, 0xff, 0xffff, 0xffffff]), at, 3);
  return packet;
}

export function randomBytes(random: Random, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; at++) bytes[at] = random.integer(0, 255);
  return bytes;
}
