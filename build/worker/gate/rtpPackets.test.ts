import { describe, expect, it } from 'vitest';
import {
  asksForKeyFrame,
  isRtcp,
  nackedSequences,
  readRtp,
  writeNack,
  writePictureLoss,
  writeRtp,
} from './rtpPackets.ts';

const fields = { payloadType: 96, sequence: 65_535, ssrc: 0xfedcba98, payload: Buffer.from('x') };

describe('RTP', () => {
  it('reads what it wrote', () => {
    expect(readRtp(writeRtp(fields))).toEqual(fields);
  });

  it('finds the payload behind CSRCs and a header extension', () => {
    const packet = Buffer.from(
      '92 60 0001 00000000 00000001 aaaaaaaa bbbbbbbb bede0001 10ff0000 7a'.replaceAll(' ', ''),
      'hex',
    );
    expect(readRtp(packet).payload.toString()).toBe('z');
  });

  it('is told from RTCP by its second byte', () => {
    expect(isRtcp(writeRtp(fields))).toBe(false);
    expect(isRtcp(writeNack(1, 2))).toBe(true);
  });
});

describe('nackedSequences', () => {
  it('reads what writeNack wrote, for that stream only', () => {
    expect(nackedSequences(writeNack(7, 1234), 7)).toEqual([1234]);
    expect(nackedSequences(writeNack(7, 1234), 8)).toEqual([]);
  });

  it('finds the NACK behind a receiver report, and unfolds its bit mask over the wrap', () => {
    const receiverReport = Buffer.from('80c9000100000001', 'hex');
    const nack = writeNack(7, 65_535);
    nack.writeUInt16BE(0b101, 14);
    expect(nackedSequences(Buffer.concat([receiverReport, nack]), 7)).toEqual([65_535, 0, 2]);
  });
});

describe('asksForKeyFrame', () => {
  it('finds the request behind a NACK, for that stream only', () => {
    const compound = Buffer.concat([writeNack(7, 1), writePictureLoss(7)]);
    expect(asksForKeyFrame(compound, 7)).toBe(true);
    expect(asksForKeyFrame(compound, 8)).toBe(false);
    expect(asksForKeyFrame(writeNack(7, 1), 7)).toBe(false);
  });
});
