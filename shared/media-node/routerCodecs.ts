import { ortc } from 'mediasoup';
import type { types } from 'mediasoup';
import type { RtpCapabilities } from '../contracts/media.ts';
import { toRtpCapabilities } from './toContract.ts';

/**
 * In the order of preference: VP8 first, whose simulcast every browser encodes and decodes in
 * software as in hardware. Clients decide about stereo themselves.
 */
export const ROUTER_CODECS: types.RouterRtpCodecCapability[] = [
  {
    kind: 'audio',
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    parameters: { minptime: 10, useinbandfec: 1, usedtx: 1 },
  },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  {
    kind: 'video',
    mimeType: 'video/VP9',
    clockRate: 90_000,
    parameters: { 'profile-id': 0 },
  },
  {
    kind: 'video',
    mimeType: 'video/H264',
    clockRate: 90_000,
    parameters: {
      'packetization-mode': 1,
      // Constrained baseline, level 3.1: the profile that every browser and phone has.
      'profile-level-id': '42e01f',
      'level-asymmetry-allowed': 1,
    },
  },
];

/** The same for every router, and known before any worker runs. */
export function createRouterCapabilities(): RtpCapabilities {
  return toRtpCapabilities(ortc.generateRouterRtpCapabilities(structuredClone(ROUTER_CODECS)));
}
