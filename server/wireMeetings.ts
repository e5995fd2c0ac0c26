import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { Chat } from './chat/index.ts';
import { createChatMessages, createMeetingStore, createSeatStore } from './db/index.ts';
import type { Media } from './media/index.ts';
import { Meetings } from './meetings/index.ts';
import { systemClock, type PendingWrites } from './ops/index.ts';
import {
  createLiveRooms,
  Rooms,
  routeMediaEvents,
  type Broadcast,
  type LiveRooms,
} from './rooms/index.ts';

export interface MeetingsWiring {
  dataSource: DataSource;
  media: Media;
  /** In all meetings together. */
  maxParticipants: number;
  /** The server's own, at least 32 bytes. */
  secret: Uint8Array;
  /** Closed by whoever made it, before the database. */
  pendingWrites: PendingWrites;
  log: Logger;
  broadcast: Broadcast;
}

/** What is stored of meetings and what is live of them, which ask each other. */
export function wireMeetings(wiring: MeetingsWiring): {
  meetings: Meetings;
  rooms: Rooms;
} {
  const { dataSource, media, maxParticipants, secret, pendingWrites, log, broadcast } = wiring;
  const meetings = new Meetings({
    meetings: createMeetingStore(dataSource),
    seats: createSeatStore(dataSource),
    live: lateLiveRooms(() => live),
    maxParticipants,
    pendingWrites,
    secret,
    routerRtpCapabilities: () => (media.health() === 'up' ? media.routerRtpCapabilities : null),
    log,
  });
  const chat = new Chat(createChatMessages(dataSource));
  const rooms = new Rooms({ meetings, chat, media, clock: systemClock, broadcast, log });
  const live = createLiveRooms(rooms, { meetings, log });
  routeMediaEvents(media, rooms);
  return { meetings, rooms };
}

/** The live rooms, for those who are made before them and ask only later. */
function lateLiveRooms(live: () => LiveRooms): LiveRooms {
  return {
    presentCount: (meetingId) => live().presentCount(meetingId),
    presentNames: (meetingId, max) => live().presentNames(meetingId, max),
    presentTotal: () => live().presentTotal(),
    isPresent: (meetingId, participantId) => live().isPresent(meetingId, participantId),
    isActingHost: (meetingId, userId) => live().isActingHost(meetingId, userId),
    close: (meetingId, reason) => live().close(meetingId, reason),
    remove: (meetingId, participantId) => live().remove(meetingId, participantId),
    handleRole: (meetingId, userId, role) => live().handleRole(meetingId, userId, role),
    leave: (meetingId, participantId) => live().leave(meetingId, participantId),
    changed: (meetingId) => live().changed(meetingId),
  };
}
