import type { NewChatMessage } from '../../../../server/chat/index.ts';
import type { NewMeeting } from '../../../../server/meetings/index.ts';

export function newMeeting(id: string, code: string, ownerId: string): NewMeeting {
  return {
    id,
    code,
    ownerId,
    title: 'Made by the bench',
    description: '',
    status: 'scheduled',
    createdAt: Date.now(),
    startsAt: Date.now() + 1e8,
    endsAt: null,
    startedAt: null,
    endedAt: null,
    lastSeenAt: null,
    maxParticipants: null,
    sealedPasscode: null,
    guestsAllowed: true,
    isLocked: false,
  };
}

export function newMessage(id: string, meetingId: string, participantId: string): NewChatMessage {
  return { id, meetingId, participantId, displayName: 'Ana', text: 'Hello', sentAt: Date.now() };
}
