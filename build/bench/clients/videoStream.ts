import { rtxPayloadType, videoPayloadType } from '../../worker/gate/videoCodec.ts';
import type { RtpCapabilities, RtpParameters } from '../../../shared/contracts/index.ts';

const feedback = [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }];

/** VP8 with retransmission, as a meeting has it; no bandwidth estimation, as the bulk clients send no feedback for one. */
export const videoCapabilities: RtpCapabilities = {
  codecs: [
    {
      kind: 'video',
      mimeType: 'video/VP8',
      preferredPayloadType: videoPayloadType,
      clockRate: 90_000,
      rtcpFeedback: feedback,
    },
    {
      kind: 'video',
      mimeType: 'video/rtx',
      preferredPayloadType: rtxPayloadType,
      clockRate: 90_000,
      parameters: { apt: videoPayloadType },
    },
  ],
  headerExtensions: [],
};

/** What a sender of one VP8 stream in one layer declares; its retransmissions go by the next SSRC. */
export function videoParameters(ssrc: number): RtpParameters {
  return {
    codecs: [
      {
        mimeType: 'video/VP8',
        payloadType: videoPayloadType,
        clockRate: 90_000,
        rtcpFeedback: feedback,
      },
      {
        mimeType: 'video/rtx',
        payloadType: rtxPayloadType,
        clockRate: 90_000,
        parameters: { apt: videoPayloadType },
      },
    ],
    encodings: [{ ssrc, rtx: { ssrc: ssrc + 1 } }],
    rtcp: { cname: 'bench' },
  };
}
