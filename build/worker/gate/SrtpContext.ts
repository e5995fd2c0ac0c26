import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';

export type Suite = 'AES_CM_128_HMAC_SHA1_80' | 'AEAD_AES_128_GCM' | 'AEAD_AES_256_GCM';

const suites = {
  AES_CM_128_HMAC_SHA1_80: { keyBytes: 16, saltBytes: 14, tagBytes: 10, gcm: null },
  AEAD_AES_128_GCM: { keyBytes: 16, saltBytes: 12, tagBytes: 16, gcm: 'aes-128-gcm' },
  AEAD_AES_256_GCM: { keyBytes: 32, saltBytes: 12, tagBytes: 16, gcm: 'aes-256-gcm' },
} as const;

/** The labels of RFC 3711, section 4.3.2. */
const labels = {
  rtp: { cipher: 0, auth: 1, salt: 2 },
  rtcp: { cipher: 3, auth: 4, salt: 5 },
} as const;

type SessionKeys = { cipher: Buffer; auth: Buffer; salt: Buffer };

/** How many bytes of key and salt a suite takes, together. */
export function masterBytes(suite: Suite): number {
  return suites[suite].keyBytes + suites[suite].saltBytes;
}

/** RFC 3711, section 4.3.1; a salt of 12 bytes is padded to 14 as RFC 7714, section 11, says. */
export function deriveKey(key: Buffer, salt: Buffer, label: number, bytes: number): Buffer {
  const iv = Buffer.alloc(16);
  salt.copy(iv);
  iv.writeUInt8(iv.readUInt8(7) ^ label, 7);
  return createCipheriv(`aes-${key.length * 8}-ctr`, key, iv).update(Buffer.alloc(bytes));
}

/**
 * SRTP and SRTCP by the RFCs (3711, 7714), written apart from libsrtp: the gate tests the worker
 * against a second opinion, because two ends that make the same mistake understand each other. One
 * context serves one direction. Streams must stay below 65,536 packets: no rollover is counted.
 */
export class SrtpContext {
  readonly #suite: (typeof suites)[Suite];
  readonly #rtp: SessionKeys;
  readonly #rtcp: SessionKeys;
  #rtcpIndex = 0;

  /** @param master the master key with the salt right behind it, `masterBytes(suite)` long. */
  constructor(suite: Suite, master: Buffer) {
    this.#suite = suites[suite];
    const { keyBytes, saltBytes } = this.#suite;
    const key = master.subarray(0, keyBytes);
    const salt = master.subarray(keyBytes, keyBytes + saltBytes);
    const derive = (set: { cipher: number; auth: number; salt: number }): SessionKeys => ({
      cipher: deriveKey(key, salt, set.cipher, keyBytes),
      auth: deriveKey(key, salt, set.auth, 20),
      salt: deriveKey(key, salt, set.salt, saltBytes),
    });
    this.#rtp = derive(labels.rtp);
    this.#rtcp = derive(labels.rtcp);
  }

  protectRtp(packet: Buffer): Buffer {
    const header = packet.subarray(0, rtpHeaderBytes(packet));
    const index = packet.readUInt16BE(2);
    const payload = packet.subarray(header.length);
    return this.#seal(this.#rtp, header, payload, packet.readUInt32BE(8), index, rolloverWord);
  }

  /** @throws when the packet is not authentic. */
  unprotectRtp(packet: Buffer): Buffer {
    const header = packet.subarray(0, rtpHeaderBytes(packet));
    const index = packet.readUInt16BE(2);
    const sealed = packet.subarray(header.length);
    return this.#open(this.#rtp, header, sealed, packet.readUInt32BE(8), index, rolloverWord);
  }

  protectRtcp(packet: Buffer): Buffer {
    const index = this.#rtcpIndex++;
    const word = Buffer.alloc(4);
    // The top bit says that the packet is encrypted.
    word.writeUInt32BE((0x80000000 | index) >>> 0);
    const [header, body] = [packet.subarray(0, 8), packet.subarray(8)];
    const sealed = this.#seal(this.#rtcp, header, body, packet.readUInt32BE(4), index, word);
    return this.#suite.gcm
      ? Buffer.concat([sealed, word])
      : insertBefore(sealed, this.#suite.tagBytes, word);
  }

  /** @throws when the packet is not authentic. */
  unprotectRtcp(packet: Buffer): Buffer {
    const { gcm, tagBytes } = this.#suite;
    const wordAt = packet.length - 4 - (gcm ? 0 : tagBytes);
    const word = packet.subarray(wordAt, wordAt + 4);
    const sealed = Buffer.concat([packet.subarray(8, wordAt), packet.subarray(wordAt + 4)]);
    const index = word.readUInt32BE() & 0x7fffffff;
    const header = packet.subarray(0, 8);
    return this.#open(this.#rtcp, header, sealed, packet.readUInt32BE(4), index, word);
  }

  #seal(
    keys: SessionKeys,
    header: Buffer,
    payload: Buffer,
    ssrc: number,
    index: number,
    word: Buffer,
  ): Buffer {
    if (this.#suite.gcm) {
      const cipher = createCipheriv(this.#suite.gcm, keys.cipher, gcmNonce(keys.salt, ssrc, index));
      cipher.setAAD(word === rolloverWord ? header : Buffer.concat([header, word]));
      return Buffer.concat([header, cipher.update(payload), cipher.final(), cipher.getAuthTag()]);
    }
    const encrypted = counterMode(keys, ssrc, index, payload);
    return Buffer.concat([header, encrypted, this.#hmac(keys, header, encrypted, word)]);
  }

  #open(
    keys: SessionKeys,
    header: Buffer,
    sealed: Buffer,
    ssrc: number,
    index: number,
    word: Buffer,
  ): Buffer {
    const { gcm, tagBytes } = this.#suite;
    const encrypted = sealed.subarray(0, sealed.length - tagBytes);
    const tag = sealed.subarray(sealed.length - tagBytes);
    if (gcm) {
      const cipher = createDecipheriv(gcm, keys.cipher, gcmNonce(keys.salt, ssrc, index));
      cipher.setAAD(word === rolloverWord ? header : Buffer.concat([header, word]));
      cipher.setAuthTag(tag);
      return Buffer.concat([header, cipher.update(encrypted), cipher.final()]);
    }
    if (!timingSafeEqual(tag, this.#hmac(keys, header, encrypted, word))) {
      throw new Error('the authentication tag is wrong');
    }
    return Buffer.concat([header, counterMode(keys, ssrc, index, encrypted)]);
  }

  #hmac(keys: SessionKeys, header: Buffer, encrypted: Buffer, word: Buffer): Buffer {
    const hmac = createHmac('sha1', keys.auth).update(header).update(encrypted).update(word);
    return hmac.digest().subarray(0, this.#suite.tagBytes);
  }
}

/** The rollover counter that RTP's tag covers without sending it; it stays 0 here. */
const rolloverWord = Buffer.alloc(4);

function rtpHeaderBytes(packet: Buffer): number {
  const first = packet.readUInt8(0);
  const fixed = 12 + 4 * (first & 0x0f);
  const hasExtension = (first & 0x10) !== 0;
  return hasExtension ? fixed + 4 + 4 * packet.readUInt16BE(fixed + 2) : fixed;
}

/** RFC 3711, section 4.1.1; counter mode is its own inverse. */
function counterMode(keys: SessionKeys, ssrc: number, index: number, data: Buffer): Buffer {
  const iv = Buffer.alloc(16);
  keys.salt.copy(iv);
  iv.writeUInt32BE((iv.readUInt32BE(4) ^ ssrc) >>> 0, 4);
  // The index stands two bytes before the end, where AES counts its blocks.
  iv.writeUInt32BE((iv.readUInt32BE(10) ^ index) >>> 0, 10);
  return createCipheriv('aes-128-ctr', keys.cipher, iv).update(data);
}

/** RFC 7714, sections 8.1 and 9.1, which agree while the rollover counter is 0. */
function gcmNonce(salt: Buffer, ssrc: number, index: number): Buffer {
  const nonce = Buffer.from(salt);
  nonce.writeUInt32BE((nonce.readUInt32BE(2) ^ ssrc) >>> 0, 2);
  nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ index) >>> 0, 8);
  return nonce;
}

function insertBefore(buffer: Buffer, bytesFromEnd: number, what: Buffer): Buffer {
  const at = buffer.length - bytesFromEnd;
  return Buffer.concat([buffer.subarray(0, at), what, buffer.subarray(at)]);
}
