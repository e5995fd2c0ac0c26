import { expect, it } from 'vitest';
import { readRtp } from '../../worker/gate/rtpPackets.ts';
import { PACKET_BYTES, PACKETS_PER_FRAME, VideoSource } from './VideoSource.ts';

function framesOf(count: number, between: (source: VideoSource) => void = () => undefined) {
  const packets: Buffer[] = [];
  const source = new VideoSource(77, (packet) => packets.push(Buffer.from(packet)));
  for (let frame = 0; frame < count; frame += 1) {
    source.sendFrame();
    between(source);
  }
  return packets;
}

const isKeyFrame = (packet: Buffer) => (readRtp(packet).payload.readUInt8(1) & 1) === 0;

it('sends frames of packets of a realistic size, numbered in a row', () => {
  const packets = framesOf(2);
  expect(packets).toHaveLength(2 * PACKETS_PER_FRAME);
  expect(packets.map((packet) => readRtp(packet).sequence)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(new Set(packets.map(({ length }) => length))).toEqual(new Set([PACKET_BYTES]));
  expect(readRtp(packets[0] ?? Buffer.alloc(0))).toMatchObject({ ssrc: 77, payloadType: 96 });
});

it('gives all packets of a frame one time, and the last of them the marker', () => {
  const packets = framesOf(2);
  const times = packets.map((packet) => packet.readUInt32BE(4));
  expect(times).toEqual([0, 0, 0, 0, 0, 3000, 3000, 3000, 3000, 3000]);
  const markers = packets.map((packet) => packet.readUInt8(1) >= 0x80);
  expect(markers).toEqual([...'0000100001'].map((digit) => digit === '1'));
});

it('begins with a key frame, and sends another when one is asked for', () => {
  const firsts = framesOf(4, (source) => {
    if (source.sent === 2 * PACKETS_PER_FRAME) source.requestKeyFrame();
  }).filter((_, index) => index % PACKETS_PER_FRAME === 0);
  expect(firsts.map(isKeyFrame)).toEqual([true, false, true, false]);
});

it('starts over after 65,535', () => {
  const packets = framesOf(13_108);
  expect(readRtp(packets[65_536] ?? Buffer.alloc(0)).sequence).toBe(0);
});
