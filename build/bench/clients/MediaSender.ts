import type { RtpParameters } from '../../../shared/contracts/index.ts';
import { packetizeVp8, writeRtpPacket, writeSenderReport } from './rtpPackets.ts';
import { AUDIO_PACKET_MS, FRAME_RATE, type RecordedMedia } from './recordMedia.ts';

const VIDEO_PAYLOAD_TYPE = 96;
const AUDIO_PAYLOAD_TYPE = 111;
const VIDEO_CLOCK = 90;
const AUDIO_CLOCK = 48;
const REPORT_EVERY_MS = 1000;
const CNAME = 'bench';

interface Stream {
  ssrc: number;
  payloadType: number;
  /** Ticks in a millisecond. */
  clock: number;
  sequence: number;
  packetCount: number;
  octetCount: number;
}

interface Layer extends Stream {
  frames: readonly Buffer[];
  next: number;
  pictureId: number;
}

export interface MediaSenderOptions {
  /** This and the three that follow are taken. */
  firstSsrc: number;
  /** Pictures in a second; default: as recorded. */
  frameRate?: number | undefined;
  send: (packet: Buffer) => void;
}

/**
 * A camera in three layers and a tone, recorded once and sent again and again; a key frame that is asked
 * for is sent in the same moment.
 */
export class MediaSender {
  readonly videoParameters: RtpParameters;
  readonly audioParameters: RtpParameters;
  readonly #options: MediaSenderOptions;
  readonly #layers: readonly Layer[];
  readonly #audio: Stream;
  readonly #opus: readonly Buffer[];
  readonly #timers: NodeJS.Timeout[] = [];
  #opusNext = 0;
  #isClosed = false;

  constructor(media: RecordedMedia, options: MediaSenderOptions) {
    const { firstSsrc } = options;
    this.#options = options;
    this.#opus = media.opus;
    const stream = (ssrc: number) => ({ ssrc, sequence: 0, packetCount: 0, octetCount: 0 });
    this.#audio = { ...stream(firstSsrc), payloadType: AUDIO_PAYLOAD_TYPE, clock: AUDIO_CLOCK };
    this.#layers = media.layers.map(({ frames }, index) => ({
      ...stream(firstSsrc + 1 + index),
      payloadType: VIDEO_PAYLOAD_TYPE,
      clock: VIDEO_CLOCK,
      frames,
      next: 0,
      pictureId: 0,
    }));
    this.videoParameters = videoParameters(this.#layers.map(({ ssrc }) => ssrc));
    this.audioParameters = audioParameters(firstSsrc);
  }

  start(): void {
    if (this.#timers.length > 0) return;
    this.#report();
    this.#timers.push(
      setInterval(() => this.#sendPicture(), 1000 / (this.#options.frameRate ?? FRAME_RATE)),
      setInterval(() => this.#sendTone(), AUDIO_PACKET_MS),
      setInterval(() => this.#report(), REPORT_EVERY_MS),
    );
  }

  handleKeyFrameRequest(ssrc: number): void {
    const layer = this.#layers.find((each) => each.ssrc === ssrc);
    // One may be on its way while this one leaves.
    if (!layer || this.#isClosed) return;
    layer.next = 0;
    this.#sendFrame(layer);
  }

  /** Sends no more, until it is started again. */
  stop(): void {
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
  }

  close(): void {
    this.#isClosed = true;
    this.stop();
  }

  #sendPicture(): void {
    for (const layer of this.#layers) this.#sendFrame(layer);
  }

  #sendFrame(layer: Layer): void {
    const frame = layer.frames[layer.next];
    if (!frame) throw new Error('a layer was recorded without frames');
    layer.next = (layer.next + 1) % layer.frames.length;
    layer.pictureId += 1;
    const payloads = packetizeVp8(frame, layer.pictureId);
    const timestamp = ticks(layer);
    payloads.forEach((payload, index) => {
      this.#sendPacket(layer, payload, timestamp, index === payloads.length - 1);
    });
  }

  #sendTone(): void {
    const packet = this.#opus[this.#opusNext];
    if (!packet) throw new Error('a tone was recorded without packets');
    this.#opusNext = (this.#opusNext + 1) % this.#opus.length;
    // Counted, not read from the clock: a timer that comes late must not tear a hole into the tone.
    const timestamp = this.#audio.packetCount * AUDIO_PACKET_MS * AUDIO_CLOCK;
    this.#sendPacket(this.#audio, packet, timestamp, this.#audio.packetCount === 0);
  }

  #sendPacket(stream: Stream, payload: Buffer, timestamp: number, isMarked: boolean): void {
    const { payloadType, sequence, ssrc } = stream;
    stream.sequence += 1;
    stream.packetCount += 1;
    stream.octetCount += payload.length;
    this.#options.send(
      writeRtpPacket({ payloadType, sequence, timestamp, ssrc, isMarked }, payload),
    );
  }

  #report(): void {
    const atMs = performance.timeOrigin + performance.now();
    for (const layer of this.#layers) {
      this.#options.send(writeSenderReport({ ...layer, atMs, timestamp: ticks(layer) }));
    }
  }
}

const ticks = ({ clock }: Stream): number => Math.floor(performance.now() * clock);

function videoParameters(ssrcs: readonly number[]): RtpParameters {
  return {
    codecs: [
      {
        mimeType: 'video/VP8',
        payloadType: VIDEO_PAYLOAD_TYPE,
        clockRate: 90_000,
        rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }],
      },
    ],
    encodings: ssrcs.map((ssrc) => ({ ssrc, scalabilityMode: 'L1T1' })),
    rtcp: { cname: CNAME },
  };
}

function audioParameters(ssrc: number): RtpParameters {
  return {
    codecs: [
      { mimeType: 'audio/opus', payloadType: AUDIO_PAYLOAD_TYPE, clockRate: 48_000, channels: 2 },
    ],
    encodings: [{ ssrc }],
    rtcp: { cname: CNAME },
  };
}
