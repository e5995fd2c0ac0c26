import { randomUUID } from 'node:crypto';
import type {
  EventName,
  RequestArgument,
  RequestName,
} from '../../../../shared/contracts/index.ts';
import type { MeetingAction, TargetAction } from '../../../../shared/domain/permissions.ts';
import { createOffer, createRtpParameters } from '../../media/MediaClient.ts';
import type { Person, Scene } from './Scene.ts';

/**
 * Who may: `anybody` (whoever has a socket; the door decides), `seated` (whoever has a session, about their own
 * things), or what shared/domain/permissions.ts calls it.
 */
export type Permission =
  | { by: 'anybody' }
  | { by: 'seated' }
  | { by: 'role'; action: MeetingAction }
  | { by: 'target'; action: TargetAction };

export interface SocketAction<N extends RequestName> {
  permission: Permission;
  /** @param self who asks, in this scene; null: somebody from elsewhere. @param target whom it is done to */
  input(scene: Scene, self: Person | null, target: Person): RequestArgument<N>;
  /** What is told when it is permitted. */
  told: readonly EventName[];
  /** What may be told besides; nothing else is. */
  mayBeTold?: readonly EventName[];
}

const FOR_ALL: Permission = { by: 'seated' };
const may = (action: MeetingAction): Permission => ({ by: 'role', action });
const mayActOn = (action: TargetAction): Permission => ({ by: 'target', action });
const idOf = (person: Person): string => person.joined.self.participantId;
const producerOf = (self: Person | null, source: 'mic' | 'camera') =>
  self?.producers[source] ?? 'none';
const consumerOf = (self: Person | null) => self?.joined.media?.consumers[0]?.id ?? 'none';

/**
 * Every request of the protocol; one that is missing does not compile. In an order in which one does not take from the
 * next what it needs.
 */
export const SOCKET_ACTIONS: { readonly [N in RequestName]: SocketAction<N> } = {
  'connection:check': {
    permission: { by: 'anybody' },
    input: () => ({}),
    told: [],
  },
  'chat:listMessages': {
    permission: FOR_ALL,
    input: () => ({}),
    told: [],
  },
  'chat:sendMessage': {
    permission: may('chat:send'),
    input: () => ({ id: randomUUID(), text: 'Hello' }),
    told: ['chat:messageSent'],
  },
  'participant:raiseHand': {
    permission: may('participant:raiseHand'),
    input: () => ({ isRaised: true }),
    told: ['meeting:rosterChanged'],
  },
  'participant:react': {
    permission: may('participant:react'),
    input: () => ({ emoji: '👍' }),
    told: ['meeting:reacted'],
  },
  'participant:rename': {
    permission: FOR_ALL,
    input: () => ({ displayName: 'Another' }),
    told: ['meeting:rosterChanged'],
  },
  'meeting:muteAll': {
    permission: may('meeting:muteAll'),
    input: () => ({}),
    told: ['meeting:mutedByHost', 'meeting:rosterChanged'],
  },
  'participant:askToUnmute': {
    permission: mayActOn('participant:askToUnmute'),
    input: (_scene, _self, target) => ({ participantId: idOf(target) }),
    told: ['meeting:askedToUnmute'],
  },
  'participant:mute': {
    permission: mayActOn('participant:mute'),
    input: (_scene, _self, target) => ({ participantId: idOf(target), source: 'mic' }),
    told: ['meeting:mutedByHost'],
    mayBeTold: ['meeting:rosterChanged'],
  },
  'participant:lowerHand': {
    permission: mayActOn('participant:lowerHand'),
    input: (_scene, _self, target) => ({ participantId: idOf(target) }),
    told: [],
    mayBeTold: ['meeting:rosterChanged'],
  },
  'participant:setRole': {
    permission: mayActOn('participant:setRole'),
    input: (_scene, _self, target) => ({
      participantId: idOf(target),
      role: target.role === 'cohost' ? 'cohost' : 'participant',
    }),
    told: [],
    mayBeTold: ['meeting:rosterChanged'],
  },
  'media:resumeConsumers': {
    permission: FOR_ALL,
    input: (_scene, self) => ({ consumerIds: [consumerOf(self)] }),
    told: [],
  },
  'media:setViews': {
    permission: FOR_ALL,
    input: (_scene, self) => ({
      views: [{ consumerId: consumerOf(self), isVisible: true, widthPx: 640, heightPx: 360 }],
    }),
    told: [],
  },
  'media:restartIce': {
    permission: FOR_ALL,
    input: () => ({}),
    told: [],
  },
  'media:connectTransport': {
    permission: FOR_ALL,
    input: ({ router }, self) => ({
      transportId: self?.joined.media?.sendTransport.id ?? 'none',
      dtlsParameters: createOffer(router).dtls?.send ?? { fingerprints: [] },
    }),
    told: [],
  },
  'media:produce': {
    permission: may('media:shareScreen'),
    input: ({ router }, self) => ({
      transportId: self?.joined.media?.sendTransport.id ?? 'none',
      source: 'screen',
      rtpParameters: createRtpParameters(router, 'screen'),
      isPaused: false,
    }),
    told: ['meeting:rosterChanged', 'media:consumersAdded'],
  },
  'media:setProducerPaused': {
    permission: FOR_ALL,
    input: (_scene, self) => ({ producerId: producerOf(self, 'camera'), isPaused: true }),
    told: ['meeting:rosterChanged'],
  },
  'media:setProducerHeld': {
    permission: FOR_ALL,
    input: (_scene, self) => ({ producerId: producerOf(self, 'camera'), reason: null }),
    told: [],
  },
  'media:closeProducer': {
    permission: FOR_ALL,
    input: (_scene, self) => ({ producerId: producerOf(self, 'camera') }),
    told: ['media:consumersClosed'],
    // Its camera was paused before, and was off already.
    mayBeTold: ['meeting:rosterChanged'],
  },
  'media:open': {
    permission: FOR_ALL,
    input: ({ router }) => ({ rtpCapabilities: createOffer(router).rtpCapabilities }),
    told: ['media:consumersClosed', 'meeting:rosterChanged'],
    mayBeTold: ['media:producerClosed'],
  },
  'participant:remove': {
    permission: mayActOn('participant:remove'),
    input: (_scene, _self, target) => ({ participantId: idOf(target) }),
    told: ['meeting:ended', 'meeting:rosterChanged'],
    mayBeTold: ['media:consumersClosed'],
  },
  'meeting:setLocked': {
    permission: may('meeting:setLocked'),
    input: () => ({ isLocked: true }),
    told: ['meeting:lockChanged'],
  },
  'meeting:resume': {
    permission: FOR_ALL,
    input: (_scene, self, target) => ({
      seatToken: self?.joined.self.seatToken ?? 'none',
      sessionId: (self ?? target).joined.self.sessionId,
    }),
    told: ['meeting:rosterChanged'],
  },
  'meeting:join': {
    permission: { by: 'anybody' },
    input: ({ meeting: { code } }, self) => ({
      code,
      displayName: 'Somebody',
      ...(self && { seatToken: self.joined.self.seatToken }),
    }),
    told: ['meeting:rosterChanged'],
    mayBeTold: ['media:consumersClosed'],
  },
  'meeting:end': {
    permission: may('meeting:end'),
    input: () => ({}),
    told: ['meeting:ended'],
    mayBeTold: ['media:consumersClosed'],
  },
  'meeting:leave': {
    permission: FOR_ALL,
    input: () => ({}),
    told: ['meeting:rosterChanged'],
    mayBeTold: ['media:consumersClosed'],
  },
};
