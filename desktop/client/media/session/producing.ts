import type { types } from 'mediasoup-client';
import type { MediaSource } from '../../../../shared/contracts/index.ts';

type HowToProduce = Pick<types.ProducerOptions, 'encodings' | 'codecOptions'>;

const KBPS = 1000;

/**
 * Three pictures of one camera, so that each viewer gets the size that is shown there. The largest
 * joins a moment later: browsers send it first and take it away again when the line turns out too
 * thin, and who was shown it by then would stand still until the worker trusts another, which is 2 s.
 */
const CAMERA: HowToProduce = {
  encodings: [
    { scaleResolutionDownBy: 4, maxBitrate: 120 * KBPS, scalabilityMode: 'L1T3' },
    { scaleResolutionDownBy: 2, maxBitrate: 450 * KBPS, scalabilityMode: 'L1T3' },
    { scaleResolutionDownBy: 1, maxBitrate: 1400 * KBPS, scalabilityMode: 'L1T3', active: false },
  ],
  codecOptions: { videoGoogleStartBitrate: 1000 },
};

/** After this the browser knows the line well enough to decide about the largest picture itself. */
export const FULL_SIZE_AFTER_MS = 1000;

/** @returns the largest layer that a source is sent in until its line is known */
export function startLayer(source: MediaSource): number {
  switch (source) {
    case 'camera':
      return 1;
    case 'screen':
      return 0;
    default:
      return Infinity;
  }
}

/**
 * Two pictures of one screen, both of full size, since a scaled-down text cannot be read: one that a thin line carries, sharp
 * as soon as it stands still, and one that moves. A still page sends almost nothing in either. The first is no larger than
 * what mediasoup's estimate reaches with a camera's smallest layer beside it, some 235 kb/s: at 400 it stayed away for good.
 */
const SCREEN: HowToProduce = {
  encodings: [
    { ...fullSize(220), maxFramerate: 5 },
    { ...fullSize(3500), maxFramerate: 30, active: false },
  ],
  codecOptions: { videoGoogleStartBitrate: 1500 },
};

/**
 * Of browsers only Chromium is known to send two layers of a screen, and of as many temporal layers as it says: Firefox has
 * sent the first of several alone, and two temporal layers where one was asked for, of which mediasoup forwards half.
 */
const SCREEN_ELSEWHERE: HowToProduce = {
  ...SCREEN,
  encodings: [{ maxBitrate: 3500 * KBPS, maxFramerate: 30, scalabilityMode: 'L1T3', dtx: true }],
};

/** One temporal layer: left unsaid it would be three, and of 5 frames a second none is to spare. */
function fullSize(kbps: number) {
  return {
    scaleResolutionDownBy: 1,
    maxBitrate: kbps * KBPS,
    scalabilityMode: 'L1T1',
    dtx: true,
  };
}

const MIC: HowToProduce = {
  encodings: [{ maxBitrate: 48 * KBPS, networkPriority: 'high', priority: 'high', dtx: true }],
  codecOptions: { opusDtx: true, opusFec: true, opusStereo: false },
};

const SCREEN_AUDIO: HowToProduce = {
  encodings: [{ maxBitrate: 128 * KBPS }],
  codecOptions: { opusDtx: false, opusFec: true, opusStereo: true },
};

export function howToProduce(
  { handlerName }: Pick<types.Device, 'handlerName'>,
  source: MediaSource,
): HowToProduce {
  switch (source) {
    case 'mic':
      return MIC;
    case 'camera':
      return CAMERA;
    case 'screen':
      return handlerName.startsWith('Chrome') ? SCREEN : SCREEN_ELSEWHERE;
    case 'screenAudio':
      return SCREEN_AUDIO;
  }
}

/** @returns VP8 where the router has it: every browser encodes it in simulcast; undefined: the router's first */
export function preferredCodec(
  device: Pick<types.Device, 'sendRtpCapabilities'>,
  source: MediaSource,
): types.RtpCodecCapability | undefined {
  if (source === 'mic' || source === 'screenAudio') return undefined;
  return device.sendRtpCapabilities.codecs?.find(
    ({ mimeType }) => mimeType.toLowerCase() === 'video/vp8',
  );
}
