import { describe, expect, it } from 'vitest';
import { packetizeVp8, writeRtpPacket, writeSenderReport } from './rtpPackets.ts';

describe('packetizeVp8', () => {
  it('marks the beginning of a frame only, and gives every packet its picture id', () => {
    const payloads = packetizeVp8(Buffer.alloc(2500, 7), 0x1234);
    expect(payloads.map((payload) => payload.subarray(0, 4).toString('hex'))).toEqual([
      '90809234',
      '80809234',
      '80809234',
    ]);
    expect(Buffer.concat(payloads.map((payload) => payload.subarray(4)))).toEqual(
      Buffer.alloc(2500, 7),
    );
  });
});

it('writes the fields of an RTP header where RFC 3550 has them, wrapped round', () => {
  const header = {
    payloadType: 96,
    sequence: 0x1_0002,
    timestamp: 2 ** 32 + 5,
    ssrc: 9,
    isMarked: true,
  };
  expect(writeRtpPacket(header, Buffer.from('ff', 'hex')).toString('hex')).toBe(
    '80e0000200000005' + '00000009' + 'ff',
  );
});

it('tells the time of a sender report in NTP format', () => {
  const report = { ssrc: 1, atMs: 500, timestamp: 2, packetCount: 3, octetCount: 4 };
  expect(writeSenderReport(report).toString('hex')).toBe(
    '80c80006' + '00000001' + '83aa7e80' + '80000000' + '00000002' + '00000003' + '00000004',
  );
});
