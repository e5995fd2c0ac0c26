import { randomUUID } from 'node:crypto';
import type { Person } from './Scene.ts';
import {
  idOf,
  may,
  mayActOn,
  SEATED,
  told,
  toldOfChange,
  toldOfLeaving,
  type ActionTable,
  type Ends,
  type SocketAction,
} from './SocketAction.ts';

const nothing = () => [];
const none = () => ({});
const selfId = ({ self }: Ends): string => (self ? idOf(self) : 'none');
const byParticipant = (ends: Ends) => (payload: { byParticipantId: string }) =>
  payload.byParticipantId === selfId(ends);

/** What is said and done in a meeting. */
export const TALK_ACTIONS: ActionTable<
  | 'connection:check'
  | `chat:${'listMessages' | 'sendMessage'}`
  | `participant:${'raiseHand' | 'react' | 'rename' | 'askToUnmute' | 'mute' | 'lowerHand' | 'setRole'}`
  | 'meeting:muteAll'
> = {
  'connection:check': [{ permission: { by: 'anybody' }, input: none, effects: nothing }],
  'chat:sendMessage': [
    {
      permission: may('chat:send'),
      input: () => ({ id: randomUUID(), text: 'Hello' }),
      effects: (ends) => [
        told(ends.scene.live(), 'chat:messageSent', ({ text, participantId }) => {
          return text === 'Hello' && participantId === selfId(ends);
        }),
      ],
    },
  ],
  'chat:listMessages': [
    {
      permission: SEATED,
      input: none,
      effects: nothing,
      // What it has said just before.
      answers: ({ messages }, ends) => messages.at(-1)?.participantId === selfId(ends),
    },
  ],
  'participant:raiseHand': [
    {
      permission: may('participant:raiseHand'),
      input: () => ({ isRaised: true }),
      effects: (ends) => [
        told(ends.scene.live(), 'meeting:rosterChanged', ({ changed }) =>
          changed.some(({ id, handRaisedAt }) => id === selfId(ends) && handRaisedAt !== null),
        ),
      ],
    },
  ],
  'participant:react': [
    {
      permission: may('participant:react'),
      input: () => ({ emoji: '👍' }),
      effects: (ends) => [
        told(ends.scene.live(), 'meeting:reacted', ({ participantId, emoji }) => {
          return participantId === selfId(ends) && emoji === '👍';
        }),
      ],
    },
  ],
  'participant:rename': [
    {
      permission: SEATED,
      input: () => ({ displayName: 'Another' }),
      effects: (ends) => [toldOfChange(ends, { id: selfId(ends), displayName: 'Another' })],
      isStored: true,
    },
  ],
  'meeting:muteAll': [
    {
      permission: may('meeting:muteAll'),
      given: async ({ scene }) => {
        await Promise.all(scene.live().map((person) => scene.turnOn(person, 'mic')));
      },
      input: none,
      effects: (ends) => {
        const muted = ends.scene.live().filter((one) => isMutedByAll(one, ends));
        return [
          told(muted, 'meeting:mutedByHost', ({ source }) => source === 'mic'),
          ...muted.map((one) => toldOfChange(ends, { id: idOf(one), isMicOn: false })),
        ];
      },
    },
  ],
  'participant:askToUnmute': [
    {
      permission: mayActOn('participant:askToUnmute'),
      input: ({ target }) => ({ participantId: idOf(target) }),
      effects: (ends) => [told([ends.target], 'meeting:askedToUnmute', byParticipant(ends))],
    },
  ],
  'participant:mute': [
    muting('mic', (ends) => [toldOfChange(ends, { id: idOf(ends.target), isMicOn: false })]),
    muting('camera', (ends) => [toldOfChange(ends, { id: idOf(ends.target), isCameraOn: false })]),
    // [A2] A screen is closed, and with it what others see of it.
    muting('screen', (ends) => [
      toldOfChange(ends, { id: idOf(ends.target), isSharing: false }),
      told([ends.target], 'media:producerClosed', ({ source }) => source === 'screen'),
      told(ends.scene.liveBut(ends.target), 'media:consumersClosed', ({ consumerIds }) => {
        return consumerIds.length === 1;
      }),
    ]),
  ],
  'participant:lowerHand': [
    {
      permission: mayActOn('participant:lowerHand'),
      given: ({ scene, target }) => scene.raiseHand(target),
      input: ({ target }) => ({ participantId: idOf(target) }),
      effects: (ends) => [toldOfChange(ends, { id: idOf(ends.target), handRaisedAt: null })],
    },
  ],
  'participant:setRole': [
    {
      permission: mayActOn('participant:setRole'),
      input: ({ target }) => ({ participantId: idOf(target), role: otherRole(target) }),
      effects: (ends) => {
        const { target } = ends;
        return [toldOfChange(ends, { id: idOf(target), role: otherRole(target) })];
      },
      isStored: true,
      prove: (_self, { target }) => {
        target.role = otherRole(target);
      },
    },
  ],
};

/** What ends a session, or begins one. */
export const DOOR_ACTIONS: ActionTable<
  'participant:remove' | `meeting:${'setLocked' | 'resume' | 'join' | 'end' | 'leave'}`
> = {
  'participant:remove': [
    {
      permission: mayActOn('participant:remove'),
      input: ({ target }) => ({ participantId: idOf(target) }),
      effects: ({ scene, target }) => [
        told([target], 'meeting:ended', ({ reason }) => reason === 'removed'),
        toldOfLeaving(scene.liveBut(target), target, 'removed'),
        told(scene.liveBut(target), 'media:consumersClosed'),
      ],
      isStored: true,
    },
  ],
  'meeting:setLocked': [
    {
      permission: may('meeting:setLocked'),
      input: () => ({ isLocked: true }),
      effects: (ends) => [
        told(ends.scene.live(), 'meeting:lockChanged', (payload) => {
          return payload.isLocked && byParticipant(ends)(payload);
        }),
      ],
      isStored: true,
    },
  ],
  'meeting:resume': [
    {
      permission: SEATED,
      input: ({ self, target }) => ({
        seatToken: self?.joined.self.seatToken ?? 'none',
        sessionId: (self ?? target).joined.self.sessionId,
      }),
      effects: (ends) => [toldOfChange(ends, { id: selfId(ends), presence: 'present' })],
      answers: ({ self }, ends) => self.sessionId === ends.self?.joined.self.sessionId,
    },
  ],
  'meeting:join': [
    {
      permission: { by: 'anybody' },
      input: ({ scene, self }) => ({
        code: scene.meeting.code,
        displayName: 'Somebody',
        ...(self && { seatToken: self.joined.self.seatToken }),
      }),
      effects: (ends) => [ends.self ? toldOfReturn(ends) : toldOfNewcomer(ends)],
      // [J4] The seat again, or one of one's own.
      answers: (data, { scene, self }) => {
        const { participantId } = data.self;
        return self
          ? participantId === idOf(self)
          : scene.live().every((one) => idOf(one) !== participantId);
      },
    },
  ],
  'meeting:end': [
    {
      permission: may('meeting:end'),
      input: none,
      effects: ({ scene }) => [
        told(scene.live(), 'meeting:ended', ({ reason }) => reason === 'endedByHost'),
      ],
      mayBeTold: ['media:consumersClosed'],
      isStored: true,
    },
  ],
  'meeting:leave': [
    {
      permission: SEATED,
      input: none,
      effects: ({ scene, self }) =>
        self ? [toldOfLeaving(scene.liveBut(self), self, 'left')] : [],
      // Where it left with media.
      mayBeTold: ['media:consumersClosed'],
      isStored: true,
    },
  ],
};

function muting(
  source: 'mic' | 'camera' | 'screen',
  effects: SocketAction<'participant:mute'>['effects'],
): SocketAction<'participant:mute'> {
  return {
    permission: mayActOn('participant:mute'),
    given: ({ scene, target }) => scene.turnOn(target, source),
    input: ({ target }) => ({ participantId: idOf(target), source }),
    effects: (ends) => [
      told([ends.target], 'meeting:mutedByHost', (payload) => {
        return payload.source === source && byParticipant(ends)(payload);
      }),
      ...effects(ends),
    ],
  };
}

/** [A2] All but hosts, co-hosts and the acting host, who is whoever asks here that has no such role. */
function isMutedByAll(person: Person, { self }: Ends): boolean {
  return person !== self && (person.role === 'participant' || person.role === 'guest');
}

/** Another than they have, so that something changes. */
function otherRole({ role }: Person): 'cohost' | 'participant' {
  return role === 'participant' || role === 'guest' ? 'cohost' : 'participant';
}

function toldOfReturn(ends: Ends) {
  return toldOfChange(ends, { id: selfId(ends), presence: 'present' });
}

function toldOfNewcomer({ scene }: Ends) {
  return told(scene.live(), 'meeting:rosterChanged', ({ joined: [one] }) => {
    return one?.displayName === 'Somebody';
  });
}
