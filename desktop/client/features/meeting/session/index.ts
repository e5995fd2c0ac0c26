export {
  createMeetingSession,
  type MeetingSession,
  type MeetingSessionDeps,
} from './createMeetingSession.ts';
