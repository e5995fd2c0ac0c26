/// <reference lib="dom" />
import type { Browser } from 'playwright';

/** Encoded frames of a second or two, in the order in which they were encoded; the first needs no other. */
export interface RecordedMedia {
  /** The smallest first. */
  layers: readonly RecordedLayer[];
  /** A tone, in packets of `AUDIO_PACKET_MS`. */
  opus: readonly Buffer[];
}

export interface RecordedLayer {
  width: number;
  height: number;
  /** VP8. */
  frames: readonly Buffer[];
}

export const FRAME_RATE = 15;
export const AUDIO_PACKET_MS = 20;

const SIZES = [
  { width: 320, height: 180, bitrate: 100_000 },
  { width: 640, height: 360, bitrate: 300_000 },
  { width: 1280, height: 720, bitrate: 800_000 },
] as const;
const SECONDS = 2;

/** Lets Chromium encode a moving picture in three sizes and a tone: what other Chromiums then really decode. */
export async function recordMedia(browser: Browser): Promise<RecordedMedia> {
  const page = await browser.newPage();
  try {
    // WebCodecs wants a secure origin, which localhost is; nobody needs to listen there.
    const nowhere = 'http://localhost:1/';
    await page.route(nowhere, (route) => route.fulfill({ contentType: 'text/html', body: '' }));
    await page.goto(nowhere);
    const layers: RecordedLayer[] = [];
    for (const { width, height, bitrate } of SIZES) {
      const frames = await page.evaluate(encodePicture, {
        width,
        height,
        bitrate,
        frameRate: FRAME_RATE,
        count: SECONDS * FRAME_RATE,
      });
      layers.push({ width, height, frames: frames.map(fromBase64) });
    }
    const packets = await page.evaluate(encodeTone, {
      packetMs: AUDIO_PACKET_MS,
      count: (SECONDS * 1000) / AUDIO_PACKET_MS,
    });
    return { layers, opus: packets.map(fromBase64) };
  } finally {
    await page.close();
  }
}

const fromBase64 = (text: string): Buffer => Buffer.from(text, 'base64');

/** In the page. */
async function encodePicture(wanted: {
  width: number;
  height: number;
  bitrate: number;
  frameRate: number;
  count: number;
}): Promise<string[]> {
  const { width, height, bitrate, frameRate, count } = wanted;
  const chunks: string[] = [];
  const encoder = new VideoEncoder({
    output: (chunk) => {
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      chunks.push(btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')));
    },
    error: (error) => {
      throw error;
    },
  });
  encoder.configure({ codec: 'vp8', width, height, bitrate, framerate: frameRate });
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('this browser draws nothing');
  for (let index = 0; index < count; index += 1) {
    pen.fillStyle = '#204060';
    pen.fillRect(0, 0, width, height);
    pen.fillStyle = '#e0c080';
    pen.fillRect((index / count) * width, height / 3, width / 8, height / 3);
    const timestamp = (index * 1_000_000) / frameRate;
    const frame = new VideoFrame(canvas, { timestamp });
    encoder.encode(frame, { keyFrame: index === 0 });
    frame.close();
  }
  await encoder.flush();
  return chunks;
}

/** In the page. */
async function encodeTone(wanted: { packetMs: number; count: number }): Promise<string[]> {
  const { packetMs, count } = wanted;
  const packets: string[] = [];
  const sampleRate = 48_000;
  const encoder = new AudioEncoder({
    output: (chunk) => {
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      packets.push(btoa(String.fromCharCode(...bytes)));
    },
    error: (error) => {
      throw error;
    },
  });
  encoder.configure({ codec: 'opus', sampleRate, numberOfChannels: 1, bitrate: 32_000 });
  const perPacket = (sampleRate * packetMs) / 1000;
  for (let index = 0; index < count; index += 1) {
    const data = new Float32Array(perPacket);
    for (let sample = 0; sample < perPacket; sample += 1) {
      const at = (index * perPacket + sample) / sampleRate;
      data[sample] = 0.4 * Math.sin(2 * Math.PI * 440 * at);
    }
    const audio = new AudioData({
      format: 'f32-planar',
      sampleRate,
      numberOfFrames: perPacket,
      numberOfChannels: 1,
      timestamp: index * packetMs * 1000,
      data,
    });
    encoder.encode(audio);
    audio.close();
  }
  await encoder.flush();
  return packets;
}
