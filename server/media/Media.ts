import type {
  ConsumerOptions,
  DtlsParameters,
  HoldReason,
  IceParameters,
  IceServer,
  MediaAnswer,
  MediaOffer,
  MediaSource,
  ProducerHold,
  Quality,
  RtpCapabilities,
  RtpParameters,
  View,
} from '../../shared/contracts/index.ts';

import type { NodeAddress } from '../../shared/contracts/nodeLink.ts';

/** What this feature writes to; pino's logger fits. */
export interface MediaLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface MediaOptions {
  /** A node in another process to drive in place of one in this; what is about workers is its own then. */
  node?: { address: NodeAddress; secret: string } | null;
  /** Media workers to run, one core each. */
  workers: number;
  /** UDP and TCP port of the first worker, the others count on from it; 0 lets each find a free one. */
  basePort: number;
  /**
   * Address or host name that clients reach this machine by; nothing else is announced. Media listens on
   * the address's own family, and for a host name on IPv6 too where the machine has it.
   */
  announcedAddress: string;
  /** What this peer gathers candidates with; asked anew for each opening and ICE restart. */
  iceServers: (peerId: string) => IceServer[];
  log: MediaLog;
}

export interface ProduceInput {
  transportId: string;
  source: MediaSource;
  rtpParameters: RtpParameters;
  isPaused: boolean;
}

export interface PeerProducer {
  producerId: string;
  source: MediaSource;
  /** As the server has it, whoever paused it. */
  isPaused: boolean;
  /** Of a video: the largest layer that anybody watches; null: nobody watches any [M12]. */
  maxSpatialLayer?: number | null;
}

export interface IceRestart {
  send: TransportIce;
  recv: TransportIce;
  iceServers: IceServer[];
}

export interface TransportIce {
  transportId: string;
  iceParameters: IceParameters;
}

/** A room that goes on; its peers' media flow. */
export interface RestoredRoom {
  roomId: string;
  activeSpeakerId: string | null;
  peers: {
    peerId: string;
    note: string;
    sources: { isMicOn: boolean; isCameraOn: boolean; isSharing: boolean };
  }[];
}

/** Every payload is plain data; `peerId` is the participant's id. */
export interface MediaEvents {
  /** For this peer: new streams, paused. */
  consumersAdded: { roomId: string; peerId: string; consumers: ConsumerOptions[] };
  consumersClosed: { roomId: string; peerId: string; consumerIds: string[] };
  /** null: nothing arrives of this consumer. */
  layerChanged: {
    roomId: string;
    peerId: string;
    consumerId: string;
    spatialLayer: number | null;
  };
  /** A video that is on and on screen stops coming to this peer, or comes again (null) [M11]. */
  consumerHeld: {
    roomId: string;
    peerId: string;
    consumerId: string;
    reason: HoldReason | null;
  };
  /** Which layers of this peer's video anybody watches; null: none [M12]. */
  layersWanted: {
    roomId: string;
    peerId: string;
    producerId: string;
    maxSpatialLayer: number | null;
  };
  /** A producer of this peer was closed by somebody else than its owner. */
  producerClosed: { roomId: string; peerId: string; producerId: string; source: MediaSource };
  /** What the others see and hear of this peer; all false once its media is closed. */
  sourcesChanged: {
    roomId: string;
    peerId: string;
    isMicOn: boolean;
    isCameraOn: boolean;
    isSharing: boolean;
  };
  activeSpeakerChanged: { roomId: string; peerId: string | null };
  qualityChanged: { roomId: string; qualities: { peerId: string; quality: Quality }[] };
  /** The worker under this room died: every peer needs `openPeer` again. Told once a live worker is there. */
  roomReset: { roomId: string };
  /** What this peer was refused had been on its way: it needs `openPeer` again to have it. */
  peerReset: { roomId: string; peerId: string };
}

/**
 * Decides who forwards what where. It knows rooms and peers by their ids only: who may join or
 * mute is decided before it is asked.
 *
 * Errors are AppErrors: `media_rejected` for what a client asks that cannot be (an unknown id, RTP
 * parameters that mediasoup refuses, a peer whose media is not open), `media_unavailable` while no
 * worker is up, and for what a node does not do in time; that is done when the node goes on, and what it
 * changes is told then.
 *
 * Events about a peer may come before the promise of its `openPeer` has been answered to the
 * client; whoever passes them on holds them back until then.
 */
export interface Media {
  /** The same for every room. */
  readonly routerRtpCapabilities: RtpCapabilities;
  health(): 'up' | 'down';
  /**
   * Transports for this peer and a paused consumer of everything the others produce. Closes what the
   * peer had before [M2]. While workers die it is tried on another; with none up it is rejected with
   * `media_unavailable`, and `roomReset` follows. One that is closed or superseded meanwhile is
   * rejected with `media_rejected`.
   */
  openPeer(roomId: string, peerId: string, offer: MediaOffer): Promise<MediaAnswer>;
  connectTransport(
    roomId: string,
    peerId: string,
    transportId: string,
    dtlsParameters: DtlsParameters,
  ): Promise<void>;
  restartIce(roomId: string, peerId: string): Promise<IceRestart>;
  /** As they are, for a client whose path works; null when its media is not open. */
  peerIce(roomId: string, peerId: string): IceRestart | null;
  /**
   * What `restore` gives back of this peer after a restart of this server; until it is noted, nobody has taken
   * its media up. Plain text of at most 1,500 characters. Holds for what is open now.
   */
  notePeer(roomId: string, peerId: string, note: string): void;
  /**
   * Takes up what a server before this one has left on a node that outlived it. Once, before anything else is
   * asked; whatever is not wanted is closed by `closePeer` and `closeRoom`. What the node does not tell in time is
   * closed when it goes on: `media_unavailable` when that is all of it.
   */
  restore(): Promise<RestoredRoom[]>;
  /** What the peer consumes now, for a client that resumes; empty when its media is not open. */
  peerConsumers(roomId: string, peerId: string): ConsumerOptions[];
  /** What the peer produces now, for a client that resumes; empty when its media is not open. */
  peerProducers(roomId: string, peerId: string): PeerProducer[];
  /**
   * Whether the peer's transports are there. The worker may die between the answer of `openPeer` and
   * the moment in which its caller goes on: what was answered is void then, and `roomReset` follows.
   */
  isPeerOpen(roomId: string, peerId: string): boolean;
  /** Replaces a producer of the same source [M3]. */
  produce(roomId: string, peerId: string, input: ProduceInput): Promise<{ producerId: string }>;
  setProducerPaused(
    roomId: string,
    peerId: string,
    producerId: string,
    isPaused: boolean,
  ): Promise<void>;
  /** Its owner's connection or computer does not manage to send it, or does again (null) [M11]. */
  setProducerHeld(
    roomId: string,
    peerId: string,
    producerId: string,
    hold: ProducerHold | null,
  ): Promise<void>;
  closeProducer(roomId: string, peerId: string, producerId: string): Promise<void>;
  /**
   * By another than the owner [A2]; nothing happens when it is off already. What the owner floods the
   * server with comes first, and cannot have it refused.
   * @param handlePaused called when it is off, also where that is after the answer `media_unavailable`
   */
  pauseSource(
    roomId: string,
    peerId: string,
    source: MediaSource,
    handlePaused?: () => void,
  ): Promise<void>;
  /** Refused as little as `pauseSource`; the owner's `producerClosed` follows. Nothing happens when there is none. */
  closeSource(roomId: string, peerId: string, source: MediaSource): Promise<void>;
  /** Consumers that have been closed meanwhile are passed over. */
  resumeConsumers(roomId: string, peerId: string, consumerIds: readonly string[]): Promise<void>;
  /** Consumers that have been closed meanwhile are passed over. */
  setViews(roomId: string, peerId: string, views: readonly View[]): Promise<void>;
  /** Idempotent; the peer's media ends at once. With its last peer a room closes, and opens with the next. */
  closePeer(roomId: string, peerId: string): void;
  /** Ends all peers that are left. Idempotent; tells nobody: whoever closes a room knows. */
  closeRoom(roomId: string): void;
  /**
   * Ends the workers of this process, and with them every room; resolves when their processes have gone. A
   * node in another process goes on, and keeps its rooms for the next server.
   */
  close(): Promise<void>;
  on<E extends keyof MediaEvents>(event: E, listener: (payload: MediaEvents[E]) => void): void;
  off<E extends keyof MediaEvents>(event: E, listener: (payload: MediaEvents[E]) => void): void;
}
