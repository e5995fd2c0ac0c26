import type { Participant } from '../../../../../shared/contracts/index.ts';
import type { MeetingState } from '../meetingState.ts';

/** A joined meeting for tests, with these people; the first of them is oneself. */
export function createMeetingState(
  people: readonly Participant[] = [],
  overrides: Partial<MeetingState> = {},
): MeetingState {
  return {
    status: { kind: 'joined' },
    meeting: {
      code: 'abc-defg-hjk',
      title: 'Stand-up',
      isLocked: false,
      startedAt: 0,
      hostName: 'Ana',
      guestsAllowed: true,
    },
    selfId: people[0]?.id ?? null,
    participants: Object.fromEntries(people.map((person) => [person.id, person])),
    participantIds: people.map(({ id }) => id),
    actingHostId: null,
    activeSpeakerId: null,
    qualities: {},
    serverCloses: null,
    media: 'connected',
    mediaTargets: null,
    remoteCameras: {},
    remoteScreens: {},
    ownHolds: { camera: null, screen: null },
    chat: { entries: [], hasMore: false, unreadCount: 0, isOpen: false },
    reactions: [],
    notices: [],
    isAudioBlocked: false,
    ...overrides,
  };
}
