import type { types } from 'mediasoup';

/** What the gate's rooms carry: video with retransmission, as meetings do. */
export const mediaCodecs: types.RouterRtpCodecCapability[] = [
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
];

export const videoPayloadType = 96;
export const rtxPayloadType = 97;

/** What a sender of one video stream declares to the worker. */
export function videoParameters(ssrc: number, rtxSsrc: number): types.RtpParameters {
  return {
    codecs: [
      {
        mimeType: 'video/VP8',
        payloadType: videoPayloadType,
        clockRate: 90_000,
        rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }],
      },
      {
        mimeType: 'video/rtx',
        payloadType: rtxPayloadType,
        clockRate: 90_000,
        parameters: { apt: videoPayloadType },
      },
    ],
    encodings: [{ ssrc, rtx: { ssrc: rtxSsrc } }],
    rtcp: { cname: 'gate' },
  };
}
