import { CHAT_PAGE_SIZE } from '../../shared/contracts/index.ts';
import type { RestoredRoom } from '../media/index.ts';
import type { ChatPort, LiveMeeting, MediaPort, MeetingsPort } from './ports.ts';
import type { Room, RoomHistory } from './Room.ts';
import { readSessionNote } from './sessionNote.ts';

interface RestoreDeps {
  meetings: Pick<MeetingsPort, 'findLive' | 'findSeated' | 'wasHostIn'>;
  chat: Pick<ChatPort, 'latest'>;
  media: Pick<MediaPort, 'closePeer' | 'closeRoom'>;
  open: (meeting: LiveMeeting, before: RoomHistory) => Room;
}

/**
 * The room of a meeting whose media outlived the server before this one [S4]: everybody whose seat is still
 * stored as held waits there for their client to resume. Media of all others end.
 */
export async function restoreRoom(
  { meetings, chat, media, open }: RestoreDeps,
  found: RestoredRoom,
): Promise<void> {
  const { roomId: meetingId, peers, activeSpeakerId } = found;
  const noted = peers.flatMap(({ peerId, note, sources }) => {
    const session = readSessionNote(note);
    return session ? [{ peerId, session, sources }] : [];
  });
  const [meeting, wasHostHere, history, seated] = await Promise.all([
    meetings.findLive(meetingId),
    meetings.wasHostIn(meetingId),
    chat.latest(meetingId, CHAT_PAGE_SIZE),
    meetings.findSeated(
      meetingId,
      noted.map(({ peerId }) => peerId),
    ),
  ]);
  if (!meeting || seated.length === 0) return media.closeRoom(meetingId);
  const room = open(meeting, { wasHostHere, history });
  const inOrder = [...seated].sort((one, other) => one.seat.joinedAt - other.seat.joinedAt);
  for (const { seat, seatToken } of inOrder) {
    const peer = noted.find(({ peerId }) => peerId === seat.participantId);
    if (!peer) continue;
    const { sessionId, familyId, avatarUrl } = peer.session;
    const restored = room.restore({ ...seat, avatarUrl }, seatToken, { sessionId, familyId });
    restored.sources = peer.sources;
  }
  for (const { peerId } of peers) {
    if (!room.seats.has(peerId)) media.closePeer(meetingId, peerId);
  }
  if (activeSpeakerId !== null && room.seats.has(activeSpeakerId)) {
    room.activeSpeakerId = activeSpeakerId;
  }
}
