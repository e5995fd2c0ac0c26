import { z } from 'zod';
import { displayName, freeText, timestamp, uuid, wireError } from './common.ts';
import {
  consumerOptions,
  dtlsParameters,
  iceParameters,
  iceServer,
  mediaAnswer,
  mediaOffer,
  mediaSource,
  producerHold,
  holdReason,
  rtpParameters,
} from './media.ts';
import { givenPasscode, meetingCode, role, seatToken } from './meetings.ts';
import { request } from './socket.ts';

export const CHAT_MAX_LENGTH = 4000;
/** How many messages a join brings along; older ones come by `chat:listMessages`. */
export const CHAT_PAGE_SIZE = 50;
export const REACTIONS = ['👍', '❤️', '😂', '🎉', '👏', '😮'] as const;

const presence = z.enum(['present', 'reconnecting']);
const id = z.string().min(1).max(64);
const none = z.null();

export const participant = z.object({
  id: uuid,
  userId: uuid.nullable(),
  displayName: z.string(),
  avatarUrl: z.string().nullable(),
  role,
  presence,
  isMicOn: z.boolean(),
  isCameraOn: z.boolean(),
  isSharing: z.boolean(),
  handRaisedAt: timestamp.nullable(),
  joinedAt: timestamp,
});
export type Participant = z.infer<typeof participant>;

export const chatMessage = z.object({
  /** Made by the sender's client, so that a retry is the same message. */
  id: uuid,
  participantId: uuid,
  displayName: z.string(),
  text: z.string(),
  sentAt: timestamp,
});
export type ChatMessage = z.infer<typeof chatMessage>;

const chatHistory = z.object({ messages: z.array(chatMessage), hasMore: z.boolean() });

/** Everything that a client needs to show the meeting; `version` orders it among roster events. */
const snapshot = z.object({
  self: z.object({ participantId: uuid, sessionId: uuid, seatToken }),
  meeting: z.object({
    code: meetingCode,
    title: z.string(),
    isLocked: z.boolean(),
    startedAt: timestamp,
    hostName: z.string(),
    guestsAllowed: z.boolean(),
  }),
  version: z.int().nonnegative(),
  participants: z.array(participant),
  /** Who acts as host while the host is away [H1]. */
  actingHostId: uuid.nullable().default(null),
  activeSpeakerId: uuid.nullable(),
  /** The server closes then at the latest [S7]; null: it does not. */
  closesInMs: z.int().nonnegative().nullable().default(null),
  chat: chatHistory,
});
export type Snapshot = z.infer<typeof snapshot>;

const joined = snapshot.extend({
  /** null while no media node is up: `media:reset` follows when one is. */
  media: mediaAnswer.nullable(),
});
export type Joined = z.infer<typeof joined>;

const iceRestart = z.object({
  send: z.object({ transportId: z.string(), iceParameters }),
  recv: z.object({ transportId: z.string(), iceParameters }),
  /** To gather with anew: the credentials of a relay may have run out meanwhile. */
  iceServers: z.array(iceServer).exactOptional(),
});
export type IceRestart = z.infer<typeof iceRestart>;

/** The largest spatial layer that anybody watches, 0 the smallest; null: nobody watches any [M12]. */
const wantedLayer = z.int().nonnegative().nullable();

const resumed = snapshot.extend({
  media: iceRestart
    .extend({
      /** All that exist now; the client drops those it has beyond, and adds those it lacks. */
      consumers: z.array(consumerOptions),
      /** One's own as the server has them: a host may have muted or closed some meanwhile. */
      producers: z.array(
        z.object({
          producerId: z.string(),
          source: mediaSource,
          isPaused: z.boolean(),
          maxSpatialLayer: wantedLayer.exactOptional(),
        }),
      ),
    })
    .nullable(),
});
export type Resumed = z.infer<typeof resumed>;

/** What is shown of a consumer: sizes in CSS pixels times the device pixel ratio. */
const view = z.object({
  consumerId: id,
  isVisible: z.boolean(),
  widthPx: z.int().min(0).max(16_384),
  heightPx: z.int().min(0).max(16_384),
});
export type View = z.infer<typeof view>;

export const requests = {
  /** Answered at once, to whoever asks: the server is there, and slow only in what else was asked [R8]. */
  'connection:check': request(z.object({}), none),
  'meeting:join': request(
    z.object({
      code: meetingCode,
      /** Needed of guests; members may go by another name than their account's. */
      displayName: displayName.optional(),
      passcode: givenPasscode.optional(),
      /** Takes the seat again after a reload, or one taken over REST. */
      seatToken: seatToken.optional(),
      media: mediaOffer.optional(),
    }),
    joined,
  ),
  'meeting:resume': request(
    z.object({
      seatToken,
      sessionId: uuid,
      /** Media flow: the answer tells ICE as it is, and nothing is restarted. */
      keepsPath: z.boolean().optional(),
    }),
    resumed,
  ),
  'meeting:leave': request(
    z.object({
      /** The page goes away and may be a reload: keep the seat for a moment. */
      mayReturn: z.boolean().default(false),
    }),
    none,
  ),
  'meeting:setLocked': request(z.object({ isLocked: z.boolean() }), none),
  'meeting:end': request(z.object({}), none),
  'meeting:muteAll': request(z.object({}), none),
  'participant:raiseHand': request(z.object({ isRaised: z.boolean() }), none),
  'participant:react': request(z.object({ emoji: z.enum(REACTIONS) }), none),
  'participant:rename': request(z.object({ displayName }), none),
  'participant:mute': request(
    z.object({ participantId: uuid, source: z.enum(['mic', 'camera', 'screen']) }),
    none,
  ),
  'participant:askToUnmute': request(z.object({ participantId: uuid }), none),
  'participant:remove': request(z.object({ participantId: uuid }), none),
  'participant:setRole': request(
    z.object({ participantId: uuid, role: z.enum(['cohost', 'participant']) }),
    none,
  ),
  'participant:lowerHand': request(z.object({ participantId: uuid }), none),
  'chat:sendMessage': request(
    z.object({
      id: uuid,
      text: freeText(CHAT_MAX_LENGTH).refine(
        (text) => text.trim() !== '',
        'Write something first.',
      ),
    }),
    chatMessage,
  ),
  'chat:listMessages': request(z.object({ beforeId: uuid.optional() }), chatHistory),
  'media:open': request(mediaOffer, mediaAnswer),
  'media:connectTransport': request(z.object({ transportId: id, dtlsParameters }), none),
  'media:restartIce': request(z.object({}), iceRestart),
  'media:produce': request(
    z.object({ transportId: id, source: mediaSource, rtpParameters, isPaused: z.boolean() }),
    z.object({ producerId: z.string() }),
  ),
  'media:setProducerPaused': request(z.object({ producerId: id, isPaused: z.boolean() }), none),
  /** [M11] */
  'media:setProducerHeld': request(
    z.object({ producerId: id, reason: producerHold.nullable() }),
    none,
  ),
  'media:closeProducer': request(z.object({ producerId: id }), none),
  'media:resumeConsumers': request(z.object({ consumerIds: z.array(id).min(1).max(4000) }), none),
  'media:setViews': request(z.object({ views: z.array(view).min(1).max(4000) }), none),
} as const;

export type RequestName = keyof typeof requests;
export type RequestInput<N extends RequestName> = z.output<(typeof requests)[N]['input']>;
/** What a caller may leave out (defaults) is optional here. */
export type RequestArgument<N extends RequestName> = z.input<(typeof requests)[N]['input']>;
export type RequestOutput<N extends RequestName> = z.output<(typeof requests)[N]['output']>;

export const events = {
  /** All changes of the roster since `version - 1`, coalesced while many people come and go. */
  'meeting:rosterChanged': z.object({
    version: z.int().nonnegative(),
    joined: z.array(participant),
    changed: z.array(participant.partial().required({ id: true })),
    left: z.array(z.object({ id: uuid, reason: z.enum(['left', 'removed', 'lost']) })),
    /** Only where it changed; null: nobody acts as host any more [H3]. */
    actingHostId: uuid.nullable().optional(),
  }),
  'meeting:lockChanged': z.object({ isLocked: z.boolean(), byParticipantId: uuid }),
  /** The socket is closed by the server right after it. */
  'meeting:ended': z.object({
    reason: z.enum([
      'endedByHost',
      'expired',
      'deleted',
      'removed',
      'replaced',
      'banned',
      'signedOut',
    ]),
  }),
  'meeting:mutedByHost': z.object({
    source: z.enum(['mic', 'camera', 'screen']),
    byParticipantId: uuid,
  }),
  'meeting:askedToUnmute': z.object({ byParticipantId: uuid }),
  'meeting:reacted': z.object({ participantId: uuid, emoji: z.enum(REACTIONS) }),
  'chat:messageSent': chatMessage,
  'media:consumersAdded': z.object({ consumers: z.array(consumerOptions) }),
  'media:consumersClosed': z.object({ consumerIds: z.array(z.string()) }),
  /** Spatial layer that now arrives, 0 the smallest; null: none does. */
  'media:layerChanged': z.object({ consumerId: z.string(), spatialLayer: z.int().nullable() }),
  /** A video that is on and on screen stops coming, or comes again (null) [M11]. */
  'media:consumerHeld': z.object({ consumerId: z.string(), reason: holdReason.nullable() }),
  /** Which layers of a video of one's own are worth encoding [M12]. */
  'media:layersWanted': z.object({ producerId: z.string(), maxSpatialLayer: wantedLayer }),
  /** A producer of one's own was closed by the server. */
  'media:producerClosed': z.object({ producerId: z.string(), source: mediaSource }),
  'media:activeSpeakerChanged': z.object({ participantId: uuid.nullable() }),
  'media:qualityChanged': z.object({
    qualities: z.array(
      z.object({ participantId: uuid, quality: z.enum(['good', 'fair', 'poor']) }),
    ),
  }),
  /** The media node was replaced: transports are gone, ask `media:open` for new ones. */
  'media:reset': z.object({}),
  /** The server goes on for as long as meetings run, at most so long, then `server:closing` follows [S7]. */
  'server:draining': z.object({ closesInMs: z.int().nonnegative() }),
  'server:closing': z.object({ retryAfterMs: z.int().nonnegative() }),
  /** A message of this client broke the protocol; after several the socket is closed. */
  'protocol:error': wireError,
} as const;

export type EventName = keyof typeof events;
export const EVENT_NAMES = Object.keys(events).filter((name): name is EventName =>
  Object.hasOwn(events, name),
);
export type EventPayload<N extends EventName> = z.output<(typeof events)[N]>;
export type Quality = EventPayload<'media:qualityChanged'>['qualities'][number]['quality'];

export type Reply<T> = { ok: true; data: T } | { ok: false; error: z.infer<typeof wireError> };

/** What socket.io's typed sockets take; names and shapes follow from the tables above. */
export type ClientToServerEvents = {
  [N in RequestName]: (
    input: RequestArgument<N>,
    ack: (reply: Reply<RequestOutput<N>>) => void,
  ) => void;
};
export type ServerToClientEvents = { [N in EventName]: (payload: EventPayload<N>) => void };

/** `auth` of the socket.io handshake; a guest has no access token and joins within 4 s [P4]. */
export const handshake = z.object({
  protocolVersion: z.int(),
  accessToken: z.string().max(2048).optional(),
});
export type Handshake = z.infer<typeof handshake>;
