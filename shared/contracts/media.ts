import { z } from 'zod';

/**
 * WebRTC parameters as ORTC shapes them (mediasoup's RTP parameters and capabilities). The door
 * checks shape and size; mediasoup itself checks the meaning and refuses what does not fit.
 */
const shortText = z.string().max(256);
function isPlainValue(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= 256;
  return typeof value === 'number' || typeof value === 'boolean';
}

const parameters = z
  .record(z.string().max(64), z.unknown())
  .refine(
    (record) => Object.keys(record).length <= 32 && Object.values(record).every(isPlainValue),
    'These codec parameters are not plain values.',
  );

const kind = z.enum(['audio', 'video']);
export type MediaKind = z.infer<typeof kind>;

export const mediaSource = z.enum(['mic', 'camera', 'screen', 'screenAudio']);
export type MediaSource = z.infer<typeof mediaSource>;

/** Which kind of track each source carries. */
export const SOURCE_KIND = {
  mic: 'audio',
  camera: 'video',
  screen: 'video',
  screenAudio: 'audio',
} as const satisfies Record<MediaSource, MediaKind>;

const rtcpFeedback = z.object({ type: shortText, parameter: shortText.exactOptional() });

/** The RTP header extensions that mediasoup and mediasoup-client both know; the router offers no others. */
const headerExtensionUri = z.enum([
  'urn:ietf:params:rtp-hdrext:sdes:mid',
  'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
  'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
  'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  'https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension',
  'urn:3gpp:video-orientation',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time',
  'http://www.webrtc.org/experiments/rtp-hdrext/playout-delay',
  'urn:mediasoup:params:rtp-hdrext:packet-id',
]);
const payloadType = z.int().min(0).max(127);
const ssrc = z.int().min(0).max(0xffffffff);

export const rtpCapabilities = z.object({
  codecs: z
    .array(
      z.object({
        kind,
        mimeType: shortText,
        preferredPayloadType: payloadType,
        clockRate: z.int().positive(),
        channels: z.int().min(1).max(8).exactOptional(),
        parameters: parameters.exactOptional(),
        rtcpFeedback: z.array(rtcpFeedback).max(16).exactOptional(),
      }),
    )
    .max(64)
    .exactOptional(),
  headerExtensions: z
    .array(
      z.object({
        kind,
        uri: headerExtensionUri,
        preferredId: z.int().min(1).max(255),
        preferredEncrypt: z.boolean().exactOptional(),
        direction: z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive']).exactOptional(),
      }),
    )
    .max(64)
    .exactOptional(),
});
export type RtpCapabilities = z.infer<typeof rtpCapabilities>;

export const rtpParameters = z.object({
  mid: z.string().max(32).exactOptional(),
  msid: z.string().max(256).exactOptional(),
  codecs: z
    .array(
      z.object({
        mimeType: shortText,
        payloadType,
        clockRate: z.int().positive(),
        channels: z.int().min(1).max(8).exactOptional(),
        parameters: parameters.exactOptional(),
        rtcpFeedback: z.array(rtcpFeedback).max(16).exactOptional(),
      }),
    )
    .min(1)
    .max(16),
  headerExtensions: z
    .array(
      z.object({
        uri: headerExtensionUri,
        id: z.int().min(1).max(255),
        encrypt: z.boolean().exactOptional(),
        parameters: parameters.exactOptional(),
      }),
    )
    .max(32)
    .exactOptional(),
  encodings: z
    .array(
      z.object({
        ssrc: ssrc.exactOptional(),
        rid: z.string().max(16).exactOptional(),
        codecPayloadType: payloadType.exactOptional(),
        rtx: z.object({ ssrc }).exactOptional(),
        dtx: z.boolean().exactOptional(),
        scalabilityMode: z.string().max(16).exactOptional(),
        scaleResolutionDownBy: z.number().min(1).max(16).exactOptional(),
        maxBitrate: z.int().positive().exactOptional(),
        maxFramerate: z.number().positive().exactOptional(),
        active: z.boolean().exactOptional(),
      }),
    )
    .max(4)
    .exactOptional(),
  rtcp: z
    .object({
      cname: shortText.exactOptional(),
      reducedSize: z.boolean().exactOptional(),
      mux: z.boolean().exactOptional(),
    })
    .exactOptional(),
});
export type RtpParameters = z.infer<typeof rtpParameters>;

const dtlsFingerprint = z.object({
  algorithm: z.enum(['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512']),
  value: z.string().max(256),
});
export type DtlsFingerprint = z.infer<typeof dtlsFingerprint>;

export const dtlsParameters = z.object({
  role: z.enum(['auto', 'client', 'server']).exactOptional(),
  fingerprints: z.array(dtlsFingerprint).min(1).max(8),
});
export type DtlsParameters = z.infer<typeof dtlsParameters>;

export const iceParameters = z.object({
  usernameFragment: shortText,
  password: shortText,
  iceLite: z.boolean().exactOptional(),
});
export type IceParameters = z.infer<typeof iceParameters>;

/** What `mediasoup-client` needs to make its side of a transport. */
export const transportOptions = z.object({
  id: z.string(),
  iceParameters,
  iceCandidates: z.array(
    z.object({
      foundation: z.string(),
      priority: z.number(),
      address: z.string(),
      ip: z.string(),
      protocol: z.enum(['udp', 'tcp']),
      port: z.int(),
      type: z.enum(['host', 'srflx', 'prflx', 'relay']),
      tcpType: z.enum(['active', 'passive', 'so']).exactOptional(),
    }),
  ),
  dtlsParameters,
});
export type TransportOptions = z.infer<typeof transportOptions>;

export const iceServer = z.object({
  urls: z.union([z.string(), z.array(z.string())]),
  username: z.string().exactOptional(),
  credential: z.string().exactOptional(),
});
export type IceServer = z.infer<typeof iceServer>;

/**
 * Why a video that is on and on screen does not come: the way to this client carries no more, or its
 * sender's connection or computer does not manage.
 */
export const holdReason = z.enum(['connection', 'senderConnection', 'senderComputer']);
export type HoldReason = z.infer<typeof holdReason>;

/** Why a client does not send a video that is on. */
export const producerHold = z.enum(['connection', 'computer']);
export type ProducerHold = z.infer<typeof producerHold>;

/** One stream that the server can forward to this client. Every consumer is born paused. */
export const consumerOptions = z.object({
  id: z.string(),
  producerId: z.string(),
  participantId: z.uuid(),
  source: mediaSource,
  kind,
  type: z.enum(['simple', 'simulcast', 'svc', 'pipe']),
  rtpParameters,
  isProducerPaused: z.boolean(),
  /** Absent or null: it comes. */
  heldBecause: holdReason.nullable().exactOptional(),
});
export type ConsumerOptions = z.infer<typeof consumerOptions>;

/**
 * What a client says of itself to get its media in the same round trip as the join. The certificates
 * are made by the client beforehand, so that the server can start DTLS before the first ClientHello
 * (one that comes too early is lost and costs a second).
 */
export const mediaOffer = z.object({
  rtpCapabilities,
  dtls: z.object({ send: dtlsParameters, recv: dtlsParameters }).exactOptional(),
});
export type MediaOffer = z.infer<typeof mediaOffer>;

export const mediaAnswer = z.object({
  routerRtpCapabilities: rtpCapabilities,
  iceServers: z.array(iceServer),
  sendTransport: transportOptions,
  recvTransport: transportOptions,
  /** Whether the server already knows the client's fingerprints: `connect` needs no message then. */
  isDtlsConnected: z.boolean(),
  consumers: z.array(consumerOptions),
});
export type MediaAnswer = z.infer<typeof mediaAnswer>;
