import { describe, expect, it } from 'vitest';
import { keyFrameRequests } from './rtcp.ts';

/** Payload-specific feedback with its words after the header. */
function feedback(format: number, ...words: number[]): Buffer {
  const packet = Buffer.alloc(4 + 4 * words.length);
  packet.writeUInt8(0x80 | format, 0);
  packet.writeUInt8(206, 1);
  packet.writeUInt16BE(words.length, 2);
  words.forEach((word, index) => packet.writeUInt32BE(word, 4 + 4 * index));
  return packet;
}

const receiverReport = Buffer.from([0x80, 201, 0, 1, 0, 0, 0, 7]);

describe('keyFrameRequests', () => {
  it('finds a picture loss indication behind a report', () => {
    expect(keyFrameRequests(Buffer.concat([receiverReport, feedback(1, 7, 4321)]))).toEqual([4321]);
  });

  it('finds every stream of a full intra request', () => {
    expect(keyFrameRequests(feedback(4, 7, 0, 11, 0x01000000, 12, 0x02000000))).toEqual([11, 12]);
  });

  it('takes no other feedback for one', () => {
    expect(keyFrameRequests(feedback(15, 7, 0, 0x52454d42, 5))).toEqual([]);
    expect(keyFrameRequests(receiverReport)).toEqual([]);
  });

  it('reads nothing beyond the end of a packet cut short', () => {
    expect(keyFrameRequests(feedback(4, 7, 0, 11, 0).subarray(0, 14))).toEqual([]);
  });
});
