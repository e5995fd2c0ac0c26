export type { AdmissionRequest } from './Admissions.ts';
export { Meetings, type MeetingsOptions } from './Meetings.ts';
export type {
  LiveRooms,
  MeetingChanges,
  MeetingsLog,
  MeetingStore,
  NewMeeting,
  NewSeat,
  SeatStore,
} from './ports.ts';
export type {
  Account,
  Admission,
  MeetingOf,
  MeetingRecord,
  Membership,
  SeatClaim,
  SeatRecord,
  Slice,
  StoredSeat,
} from './records.ts';
