import type { EndReason, MeetingsPort, RoomsLog } from './ports.ts';
import type { Rooms } from './Rooms.ts';

export interface LiveRoomsDeps {
  meetings: Pick<MeetingsPort, 'findLive'>;
  log: RoomsLog;
}

/** What the REST side sees of, and does to, the rooms that are live. */
export interface LiveRooms {
  presentCount(meetingId: string): number;
  presentNames(meetingId: string, max: number): string[];
  presentTotal(): number;
  isPresent(meetingId: string, participantId: string): boolean;
  isActingHost(meetingId: string, userId: string): boolean;
  close(meetingId: string, reason: Extract<EndReason, 'endedByHost' | 'expired' | 'deleted'>): void;
  remove(meetingId: string, participantId: string): void;
  handleRole(meetingId: string, userId: string, role: 'cohost' | 'participant'): void;
  leave(meetingId: string, participantId: string): void;
  /** The meeting was changed over REST; those who join from now on see it so. */
  changed(meetingId: string): void;
}

export function createLiveRooms(rooms: Rooms, deps: LiveRoomsDeps): LiveRooms {
  const seatOf = (meetingId: string, participantId: string) => {
    const room = rooms.get(meetingId);
    const seat = room?.seats.get(participantId);
    return room && seat ? { room, seat } : null;
  };
  return {
    presentCount: (meetingId) => rooms.get(meetingId)?.seats.size ?? 0,
    presentNames: (meetingId, max) =>
      [...(rooms.get(meetingId)?.seats.values() ?? [])]
        .slice(0, max)
        .map((seat) => seat.record.displayName),
    presentTotal: () => rooms.seatedCount,
    isPresent: (meetingId, participantId) =>
      rooms.get(meetingId)?.seats.has(participantId) ?? false,
    isActingHost: (meetingId, userId) => {
      const room = rooms.get(meetingId);
      const seats = [...(room?.seats.values() ?? [])].filter(
        (seat) => seat.record.userId === userId,
      );
      return seats.some((seat) => room?.capacityOf(seat) === 'actingHost');
    },
    close: (meetingId, reason) => rooms.end(meetingId, reason),
    remove: (meetingId, participantId) => rooms.remove(meetingId, participantId),
    handleRole: (meetingId, userId, role) => rooms.handleRole(meetingId, userId, role),
    leave: (meetingId, participantId) => {
      const place = seatOf(meetingId, participantId);
      const connection = place?.seat.connection;
      place?.room.leave(place.seat, 'left');
      connection?.close();
    },
    changed: (meetingId) => {
      const room = rooms.get(meetingId);
      if (!room) return;
      deps.meetings.findLive(meetingId).then(
        (meeting) => {
          if (meeting) room.meeting = { ...meeting, startedAt: room.meeting.startedAt };
        },
        (error: unknown) => deps.log.error({ err: error, meetingId }, 'could not read a meeting'),
      );
    },
  };
}
