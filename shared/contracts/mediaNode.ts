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

/** What whoever opened a thing wants to know of it after a restart. The node keeps it and never reads it. */
const label = z.string().max(2048);

/** mediasoup's measure of a stream: 10 is perfect, 0 is nothing. */
const score = z.int().min(0).max(10);
/** A spatial layer, 0 the smallest. */
const layer = z.int().nonnegative();

/** A consumer as the node knows it; who and what its producer is, its caller knows. */
export const nodeConsumer = consumerOptions.omit({
  participantId: true,
  source: true,
  heldBecause: true,
});
export type NodeConsumer = z.infer<typeof nodeConsumer>;

/** What a client transport is for; one that receives keeps what its client can decode. */
const transportUse = z.discriminatedUnion('direction', [
  z.object({ direction: z.literal('send') }),
  z.object({ direction: z.literal('recv'), rtpCapabilities }),
]);

/** A room as a node tells of it. */
const describedRoom = z.object({
  label: label.nullable(),
  speakerProducerId: id.nullable(),
  transports: z.array(
    z.object({
      transportId: id,
      direction: z.enum(['send', 'recv']),
      /** null: nobody has taken it up. */
      label: label.nullable(),
      iceParameters,
      isPathLost: z.boolean(),
    }),
  ),
  producers: z.array(
    z.object({
      producerId: id,
      transportId: id,
      source: mediaSource,
      rtpParameters,
      isPaused: z.boolean(),
      scores: z.array(score),
    }),
  ),
});
export type DescribedRoom = z.infer<typeof describedRoom>;

const describedConsumer = z.object({
  consumer: nodeConsumer,
  isPaused: z.boolean(),
  /** null: the largest. */
  preferredLayer: layer.nullable(),
  /** null: none comes. */
  comingLayer: layer.nullable(),
  score,
});
export type DescribedConsumer = z.infer<typeof describedConsumer>;

export const nodeCommands = {
  /** What the node holds; told in three steps, so that no answer grows with the square of a room. */
  'node:describe': request(
    z.object({}),
    z.object({ rooms: z.array(z.object({ roomId: id, label: label.nullable() })) }),
  ),
  'room:describe': request(inRoom, describedRoom),
  'transport:describe': request(ofTransport, z.object({ consumers: z.array(describedConsumer) })),
  'room:open': request(inRoom.extend({ label: label.exactOptional() }), none),
  'room:close': request(inRoom, none),
  /** With `dtlsParameters` the transport is connected before the answer, else by `transport:connect`. */
  'transport:open': request(
    inRoom.extend({ use: transportUse, dtlsParameters: dtlsParameters.exactOptional() }),
    transportOptions,
  ),
  'transport:label': request(ofTransport.extend({ label }), none),
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
  /**
   * A key frame is asked of the producer with it.
   * `isTry`: it was paused for want of room, and nothing that flows beside it shows how much there is now.
   */
  'consumer:resume': request(ofConsumer.extend({ isTry: z.boolean().exactOptional() }), none),
  'consumer:pause': request(ofConsumer, none),
  /** The largest layer to forward, 0 the smallest; what the network carries may be less. */
  'consumer:preferLayer': request(ofConsumer.extend({ spatialLayer: layer }), none),
  'consumer:requestKeyFrame': request(ofConsumer, none),
  /** Whose layers come first where the way to the client is narrow: 255 the most wanted, as born 1. */
  'consumer:setPriority': request(ofConsumer.extend({ priority: z.int().min(1).max(255) }), none),
} as const;

export type NodeCommand = keyof typeof nodeCommands;
export const NODE_COMMANDS = Object.keys(nodeCommands).filter((name): name is NodeCommand =>
  Object.hasOwn(nodeCommands, name),
);
export type NodeCommandInput<C extends NodeCommand> = z.output<(typeof nodeCommands)[C]['input']>;
export type NodeCommandOutput<C extends NodeCommand> = z.output<(typeof nodeCommands)[C]['output']>;

export const nodeEvents = {
  /** One score per stream (simulcast layer) that the producer has sent so far. */
  'producer:scored': ofProducer.extend({ scores: z.array(score) }),
  'consumer:scored': ofConsumer.extend({ score, producerScore: score }),
  /** The layer that is forwarded now; null: none is. */
  'consumer:layerChanged': ofConsumer.extend({ spatialLayer: layer.nullable() }),
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
export const NODE_EVENTS = Object.keys(nodeEvents).filter((name): name is NodeEvent =>
  Object.hasOwn(nodeEvents, name),
);
export type NodeEvents = { [E in NodeEvent]: z.output<(typeof nodeEvents)[E]> };
