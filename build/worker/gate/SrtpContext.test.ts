import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { SrtpContext, deriveKey, masterBytes } from './SrtpContext.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe('deriveKey', () => {
  // RFC 3711, appendix B.3.
  const key = hex('E1F97A0D3E018BE0D64FA32C06DE4139');
  const salt = hex('0EC675AD498AFEEBB6960B3AABE6');

  it('derives the cipher key, the salt and the authentication key of RFC 3711', () => {
    expect(deriveKey(key, salt, 0, 16)).toEqual(hex('C61E7A93744F39EE10734AFE3FF7A087'));
    expect(deriveKey(key, salt, 2, 14)).toEqual(hex('30CBBC08863D8C85D49DB34A9AE1'));
    expect(deriveKey(key, salt, 1, 20)).toEqual(hex('CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4'));
  });
});

describe.each(['AES_CM_128_HMAC_SHA1_80', 'AEAD_AES_128_GCM', 'AEAD_AES_256_GCM'] as const)(
  '%s',
  (suite) => {
    const master = randomBytes(masterBytes(suite));
    // Version 2, one CSRC, an extension of one word: everything that a header can have.
    const rtp = hex('91 60 1234 00000001 cafebabe 01020304 bede0001 10ff0000 0011223344556677');
    const rtcp = hex('81cd0003 00000001 cafebabe 12340000');

    it('opens what it sealed, and leaves the RTP header readable', () => {
      const sealed = new SrtpContext(suite, master).protectRtp(rtp);
      expect(sealed.subarray(0, 24)).toEqual(rtp.subarray(0, 24));
      expect(sealed.subarray(24, 32)).not.toEqual(rtp.subarray(24));
      expect(new SrtpContext(suite, master).unprotectRtp(sealed)).toEqual(rtp);
    });

    it('opens the RTCP that it sealed', () => {
      const sender = new SrtpContext(suite, master);
      const receiver = new SrtpContext(suite, master);
      expect(receiver.unprotectRtcp(sender.protectRtcp(rtcp))).toEqual(rtcp);
      expect(receiver.unprotectRtcp(sender.protectRtcp(rtcp))).toEqual(rtcp);
    });

    it('refuses a packet of which one bit was changed', () => {
      const context = new SrtpContext(suite, master);
      const sealedRtp = context.protectRtp(rtp);
      const sealedRtcp = context.protectRtcp(rtcp);
      for (const at of [13, 26]) {
        const broken = Buffer.from(sealedRtp);
        broken.writeUInt8(broken.readUInt8(at) ^ 1, at);
        expect(() => context.unprotectRtp(broken)).toThrow();
      }
      sealedRtcp.writeUInt8(sealedRtcp.readUInt8(9) ^ 1, 9);
      expect(() => context.unprotectRtcp(sealedRtcp)).toThrow();
    });

    it('refuses a packet sealed with another key', () => {
      const sealed = new SrtpContext(suite, randomBytes(masterBytes(suite))).protectRtp(rtp);
      expect(() => new SrtpContext(suite, master).unprotectRtp(sealed)).toThrow();
    });
  },
);
