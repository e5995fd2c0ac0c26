import type { SharpOptions } from 'sharp';
import { AppError } from '../../shared/errors.ts';

export const AVATAR_SIZE_PX = 256;

/** Phones take pictures of 50 megapixels; a file that unfolds to more than that wants our memory. */
const MAX_PIXELS = 64_000_000;
const MAX_SECONDS = 10;
const QUALITY = 82;
const FORMATS = new Set(['png', 'jpeg', 'webp', 'gif']);

let queue: Promise<unknown> = Promise.resolve();

/**
 * Decodes whatever was uploaded and makes it a square WebP. Nothing of the upload itself is kept: no name, no
 * type, no metadata, no bytes behind the picture. One at a time, since each may take a lot of memory.
 * @throws AppError `unsupported_media_type`, `invalid_input`
 */
export function encodeAvatar(upload: Buffer): Promise<Buffer> {
  const turn = queue.then(() => encode(upload));
  queue = turn.catch(() => {
    // Whoever waits for this picture hears of it; the next in the queue need not.
  });
  return turn;
}

async function encode(upload: Buffer): Promise<Buffer> {
  const sharp = await loadSharp();
  const options: SharpOptions = { limitInputPixels: MAX_PIXELS, failOn: 'error', pages: 1 };
  const { format, width, height } = await readable(() => sharp(upload, options).metadata());
  if (!FORMATS.has(format)) throw notAPicture();
  if (width * height > MAX_PIXELS) throw tooManyPixels();
  return readable(() =>
    sharp(upload, options)
      .timeout({ seconds: MAX_SECONDS })
      .autoOrient()
      .resize(AVATAR_SIZE_PX, AVATAR_SIZE_PX, { fit: 'cover' })
      .webp({ quality: QUALITY })
      .toBuffer(),
  );
}

/** Loaded with the first picture: it costs a start 50 ms, and most starts never need it. */
async function loadSharp() {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  // Only these decoders ever see what strangers upload; libvips has others for SVG, PDF and more.
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({
    operation: [
      'VipsForeignLoadPngBuffer',
      'VipsForeignLoadJpegBuffer',
      'VipsForeignLoadWebpBuffer',
      'VipsForeignLoadNsgifBuffer',
    ],
  });
  return sharp;
}

async function readable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : '';
    if (message.includes('pixel limit')) throw tooManyPixels(cause);
    if (message.includes('timeout')) throw tooManyPixels(cause);
    throw notAPicture(cause);
  }
}

function notAPicture(cause?: unknown): AppError {
  return new AppError(
    'unsupported_media_type',
    'This file is not a picture that can be read. Use PNG, JPEG, WebP or GIF.',
    { cause },
  );
}

function tooManyPixels(cause?: unknown): AppError {
  return new AppError(
    'invalid_input',
    'This picture is too large. Make it smaller and try again.',
    {
      cause,
    },
  );
}
