import { crc32, deflateSync } from 'node:zlib';
import type { Random } from './Random.ts';
import type { Body } from './steps.ts';

/** One grey pixel. */
const PNG = Buffer.concat([
  Buffer.from('89504e470d0a1a0a', 'hex'),
  chunk('IHDR', Buffer.from('00000001000000010800000000', 'hex')),
  chunk('IDAT', deflateSync(Buffer.from([0, 0x80]))),
  chunk('IEND', Buffer.alloc(0)),
]);

const BOUNDARY = 'x-parley-boundary';

/** A picture in a multipart body: a good one, a broken one, or a body that is hardly multipart. */
export function planUpload(random: Random): { body: Body; headers: Record<string, string> } {
  const type = random.pick(['image/png', 'image/png', 'image/webp', 'image/svg+xml', '', 'a/b/c']);
  const disposition = random.pick([
    'form-data; name="file"; filename="a.png"',
    'form-data; name="file"; filename="../../a.png"',
    'form-data; name="__proto__"; filename="a.png"',
    'form-data; name="file"',
    'form-data',
    '',
  ]);
  const head = `--${BOUNDARY}\r\ncontent-disposition: ${disposition}\r\ncontent-type: ${type}\r\n\r\n`;
  const parts = Array.from({ length: random.pick([1, 1, 1, 0, 2, 12]) }, () =>
    Buffer.concat([Buffer.from(head), picture(random), Buffer.from('\r\n')]).toString('hex'),
  );
  const end = random.pick([`--${BOUNDARY}--\r\n`, `--${BOUNDARY}--\r\n`, `--${BOUNDARY}`, '']);
  const boundary = random.pick([BOUNDARY, BOUNDARY, BOUNDARY, 'other', '"', 'x'.repeat(300)]);
  return {
    body: { hex: `${parts.join('')}${Buffer.from(end).toString('hex')}` },
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}

function picture(random: Random): Buffer {
  const bytes = Buffer.from(PNG);
  if (random.chance(0.5)) return bytes;
  for (let times = random.integer(1, 6); times > 0; times--) {
    bytes[random.integer(0, bytes.length - 1)] = random.integer(0, 255);
  }
  return random.chance(0.3) ? bytes.subarray(0, random.integer(0, bytes.length)) : bytes;
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
