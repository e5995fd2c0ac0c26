export { createLiveRooms, type LiveRooms } from './liveRooms.ts';
export { routeMediaEvents } from './mediaEvents.ts';
export type {
  Broadcast,
  ChatPort,
  Clock,
  Connection,
  JoiningUser,
  SignInScope,
  MediaPort,
  MeetingsPort,
} from './ports.ts';
export { Rooms, type Entry, type JoiningClient } from './Rooms.ts';
export type { RoomSession } from './RoomSession.ts';
