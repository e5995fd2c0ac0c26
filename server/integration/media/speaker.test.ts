import { createWorker } from 'mediasoup';
import type { types } from 'mediasoup';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ROUTER_CODECS } from '../../../shared/media-node/routerCodecs.ts';
import { SpeakerWatch } from '../../../shared/media-node/SpeakerWatch.ts';
import { eventually } from './eventually.ts';

const SPEAKING_DBOV = 20;
const SILENT_DBOV = 127;
const LEVEL_EXTENSION_ID = 6;

let worker: types.Worker;
let router: types.Router;
let watch: SpeakerWatch;
let heard: (string | null)[];
const microphones: Microphone[] = [];

beforeEach(async () => {
  worker = await createWorker();
  router = await worker.createRouter({ mediaCodecs: ROUTER_CODECS });
  heard = [];
  watch = await SpeakerWatch.create(router, (producerId) => heard.push(producerId));
});
afterEach(() => {
  for (const microphone of microphones.splice(0)) microphone.stop();
  worker.close();
});

it('who speaks is heard, who takes over is heard next, and then nobody', async () => {
  const ann = await plugIn();
  const bob = await plugIn();
  // Both send, nobody speaks: dominance alone would name one of them.
  await ann.hasSent(40);
  expect(heard).toEqual([]);

  ann.levelDbov = SPEAKING_DBOV;
  await eventually(() => heard).toEqual([ann.id]);
  ann.levelDbov = SILENT_DBOV;
  bob.levelDbov = SPEAKING_DBOV;
  await eventually(() => heard.at(-1)).toBe(bob.id);
  bob.levelDbov = SILENT_DBOV;
  await eventually(() => heard.at(-1)).toBe(null);
});

it('a speaker whose microphone closes is forgotten at once', async () => {
  const ann = await plugIn();
  ann.levelDbov = SPEAKING_DBOV;
  await eventually(() => heard).toEqual([ann.id]);
  ann.close();
  expect(heard).toEqual([ann.id, null]);
});

async function plugIn(): Promise<Microphone> {
  const microphone = await Microphone.create(router);
  microphones.push(microphone);
  await watch.add(microphone.producer);
  return microphone;
}

/** Real RTP into the real worker: a packet every 20 ms that states how loud it is. */
class Microphone {
  readonly producer: types.Producer;
  levelDbov = SILENT_DBOV;
  readonly #ssrc: number;
  readonly #timer: NodeJS.Timeout;
  #sequence = 0;

  static async create(on: types.Router): Promise<Microphone> {
    const transport = await on.createDirectTransport();
    const ssrc = Math.ceil(Math.random() * 2 ** 31);
    const producer = await transport.produce({
      kind: 'audio',
      rtpParameters: {
        codecs: [{ mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000, channels: 2 }],
        headerExtensions: [
          { uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: LEVEL_EXTENSION_ID },
        ],
        encodings: [{ ssrc }],
      },
    });
    return new Microphone(producer, ssrc);
  }

  private constructor(producer: types.Producer, ssrc: number) {
    this.producer = producer;
    this.#ssrc = ssrc;
    this.#timer = setInterval(() => producer.send(this.#packet()), 20);
  }

  get id(): string {
    return this.producer.id;
  }

  hasSent(packets: number): Promise<void> {
    return eventually(() => this.#sequence).toBeGreaterThanOrEqual(packets);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  close(): void {
    this.stop();
    this.producer.close();
  }

  /** RFC 3550 header, one-byte header extension (RFC 8285) with the level (RFC 6464), some payload. */
  #packet(): Buffer {
    this.#sequence += 1;
    const packet = Buffer.alloc(12 + 4 + 4 + 20);
    packet.writeUInt8(0b1001_0000, 0);
    packet.writeUInt8(100, 1);
    packet.writeUInt16BE(this.#sequence & 0xffff, 2);
    packet.writeUInt32BE(this.#sequence * 960, 4);
    packet.writeUInt32BE(this.#ssrc, 8);
    packet.writeUInt16BE(0xbede, 12);
    packet.writeUInt16BE(1, 14);
    packet.writeUInt8(LEVEL_EXTENSION_ID << 4, 16);
    packet.writeUInt8(0x80 | this.levelDbov, 17);
    return packet;
  }
}
