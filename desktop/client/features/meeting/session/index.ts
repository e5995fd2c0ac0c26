export {
  createMeetingSession,
  type MeetingSession,
  type MeetingSessionDeps,
} from './createMeetingSession.ts';
export type { JoinStart } from './MeetingEngine.ts';
