import { deflateSync, crc32 } from 'node:zlib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { AVATAR_SIZE_PX, encodeAvatar } from './encodeAvatar.ts';

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#c33' } });

test.each(['png', 'jpeg', 'webp', 'gif'] as const)('a %s becomes a square WebP', async (format) => {
  const upload = await picture(640, 360).toFormat(format).toBuffer();
  const encoded = await sharp(await encodeAvatar(upload)).metadata();
  expect(encoded).toMatchObject({ format: 'webp', width: AVATAR_SIZE_PX, height: AVATAR_SIZE_PX });
});

test('where it was taken and by which camera is not kept', async () => {
  const upload = await picture(300, 300)
    .withExif({ IFD0: { Make: 'Secret Camera' }, IFD3: { GPSLatitudeRef: 'N' } })
    .jpeg()
    .toBuffer();
  expect((await sharp(upload).metadata()).exif).toBeDefined();
  const encoded = await encodeAvatar(upload);
  expect((await sharp(encoded).metadata()).exif).toBeUndefined();
  expect(encoded.includes('Secret Camera')).toBe(false);
});

test('a picture lying on its side is put upright', async () => {
  const upload = await sharp({
    create: { width: 200, height: 100, channels: 3, background: '#000' },
  })
    .composite([
      {
        input: { create: { width: 100, height: 100, channels: 3, background: '#fff' } },
        gravity: 'west',
      },
    ])
    .withMetadata({ orientation: 6 })
    .png()
    .toBuffer();
  const { data, info } = await sharp(await encodeAvatar(upload))
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => data[(y * info.width + x) * info.channels] ?? -1;
  expect(at(128, 20)).toBeGreaterThan(200);
  expect(at(128, 236)).toBeLessThan(50);
});

test.each([
  ['text', Buffer.from('hello, I am a picture.png')],
  ['nothing', Buffer.alloc(0)],
  ['a PNG cut short', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
  ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
])('%s is refused by what it is, not by what it says it is', async (_name, upload) => {
  await expect(encodeAvatar(upload)).rejects.toMatchObject({ code: 'unsupported_media_type' });
});

test('a small file that unfolds to gigapixels is refused', async () => {
  await expect(encodeAvatar(pngBomb(40_000))).rejects.toMatchObject({ code: 'invalid_input' });
});

/** A valid PNG of one bit per pixel, all black: 1.6 gigapixels in some hundred kilobytes. */
function pngBomb(sizePx: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(sizePx, 0);
  header.writeUInt32BE(sizePx, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc((sizePx / 8 + 1) * sizePx));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    pngChunk('IHDR', header),
    pngChunk('IDAT', rows),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
