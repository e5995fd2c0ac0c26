import { z } from 'zod';
import {
  consumerOptions,
  dtlsParameters,
  iceParameters,
  mediaSource,
  rtpCapabilities,
  rtpParameters,
  transportOptions,
} from './media.ts';
import { request } from './socket.ts';

/**
 * What a media node is told and what it tells. Everything is plain data, so that the server's own
 * node is driven in-process and a node elsewhere over a socket by the same commands.
 *
 * Room ids are made by the caller, who uses each for one room only; all other ids are made by the node.
 * Commands about one room take effect in the order in which they are given. What closes an object
 * closes what hangs on it: a room its transports, a transport its producers and consumers, a
 * producer its consumers; no event tells of that, the caller knows. Closing what is gone is no error.
 *
 * A command fails with `media_rejected` (no such thing, or mediasoup refuses it) or
 * `media_unavailable` (no worker is up, or the room's worker has died).
 */
const id = z.string().min(1).max(128);
const none = z.null();

const inRoom = z.object({ roomId: id });
const ofTransport = inRoom.extend({ transportId: id });
const ofProducer = inRoom.extend({ producerId: id });
const ofConsumer = inRoom.extend({ consumerId: id });

/** A consumer as the node knows it; who and what its producer is, its caller knows. */
export const nodeConsumer = consumerOptions.omit({ participantId: true, source: true });
export type NodeConsumer = z.infer<typeof nodeConsumer>;

/** What a client transport is for; one that receives keeps what its client can decode. */
const transportUse = z.discriminatedUnion('direction', [
  z.object({ direction: z.literal('send') }),
  z.object({ direction: z.literal('recv'), rtpCapabilities }),
]);

export const nodeCommands = {
  'room:open': request(inRoom, none),
  'room:close': request(inRoom, none),
  /** With `dtlsParameters` the transport is connected before the answer, else by `transport:connect`. */
  'transport:open': request(
    inRoom.extend({ use: transportUse, dtlsParameters: dtlsParameters.exactOptional() }),
    transportOptions,
  ),
  'transport:connect': request(ofTransport.extend({ dtlsParameters }), none),
  'transport:restartIce': request(ofTransport, iceParameters),
  'transport:close': request(ofTransport, none),
  'producer:open': request(
    ofTransport.extend({ source: mediaSource, rtpParameters, isPaused: z.boolean() }),
    z.object({ producerId: id }),
  ),
  'producer:pause': request(ofProducer, none),
  'producer:resume': request(ofProducer, none),
  'producer:close': request(ofProducer, none),
  /** Born paused, and at the smallest layer. */
  'consumer:open': request(ofTransport.extend({ producerId: id }), nodeConsumer),
  /** A key frame is asked of the producer with it. */
  'consumer:resume': request(ofConsumer, none),
  'consumer:pause': request(ofConsumer, none),
  /** The largest layer to forward, 0 the smallest; what the network carries may be less. */
  'consumer:preferLayer': request(ofConsumer.extend({ spatialLayer: z.int().nonnegative() }), none),
  'consumer:requestKeyFrame': request(ofConsumer, none),
  /** Whose layers come first where the way to the client is narrow: 255 the most wanted, as born 1. */
  'consumer:setPriority': request(ofConsumer.extend({ priority: z.int().min(1).max(255) }), none),
} as const;

export type NodeCommand = keyof typeof nodeCommands;
export type NodeCommandInput<C extends NodeCommand> = z.output<(typeof nodeCommands)[C]['input']>;
export type NodeCommandOutput<C extends NodeCommand> = z.output<(typeof nodeCommands)[C]['output']>;

/** mediasoup's measure of a stream: 10 is perfect, 0 is nothing. */
const score = z.int().min(0).max(10);

export const nodeEvents = {
  /** One score per stream (simulcast layer) that the producer has sent so far. */
  'producer:scored': ofProducer.extend({ scores: z.array(score) }),
  'consumer:scored': ofConsumer.extend({ score, producerScore: score }),
  /** The layer that is forwarded now; null: none is. */
  'consumer:layerChanged': ofConsumer.extend({ spatialLayer: z.int().nonnegative().nullable() }),
  /** The microphone that is spoken into; null: all are silent. Not debounced. */
  'room:speakerChanged': inRoom.extend({ producerId: id.nullable() }),
  'transport:stateChanged': ofTransport.extend({
    ice: z.enum(['new', 'connected', 'completed', 'disconnected', 'closed']),
    dtls: z.enum(['new', 'connecting', 'connected', 'failed', 'closed']),
  }),
  /**
   * What the way to a client carries of video, and what its consumers want now, bits per second. Told
   * about once a second while it changes; never while no video flows.
   */
  'transport:bandwidthMeasured': ofTransport.extend({
    availableBps: z.int().nonnegative(),
    desiredBps: z.int().nonnegative(),
  }),
  /** A worker died; these rooms and all in them are gone. A new worker is on its way. */
  'node:roomsLost': z.object({ roomIds: z.array(id) }),
  /** A worker died or was replaced; with none live, no room can be opened. */
  'node:workersChanged': z.object({ live: z.int().nonnegative(), wanted: z.int().positive() }),
} as const;

export type NodeEvent = keyof typeof nodeEvents;
export type NodeEvents = { [E in NodeEvent]: z.output<(typeof nodeEvents)[E]> };
