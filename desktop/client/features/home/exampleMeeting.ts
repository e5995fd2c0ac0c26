import type { Meeting } from '../../../../shared/contracts/index.ts';

/** A meeting for tests; what a test is about is given by it. */
export function exampleMeeting(part: Partial<Meeting> = {}): Meeting {
  return {
    id: '6c1ff4e1-8d7f-4a53-9a3c-7a7de9a9b3a1',
    code: 'abc-defg-hjk',
    title: 'Stand-up',
    description: '',
    status: 'scheduled',
    startsAt: null,
    endsAt: null,
    startedAt: null,
    endedAt: null,
    maxParticipants: null,
    passcode: null,
    hasPasscode: false,
    guestsAllowed: true,
    isLocked: false,
    hostName: 'Ada',
    myRole: 'host',
    presentCount: 0,
    createdAt: '2026-11-20T08:00:00.000Z',
    ...part,
  };
}
