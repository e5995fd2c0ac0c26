import { z } from 'zod';
import { MEETING_STATUSES } from '../domain/lifecycle.ts';
import { MEETING_CODE_PATTERN } from '../domain/meetingCode.ts';
import { ROLES } from '../domain/permissions.ts';
import { displayName, freeText, isoDateTime, oneLine, page, pageQuery, uuid } from './common.ts';
import { rtpCapabilities } from './media.ts';
import { route } from './rest.ts';

export const MAX_PARTICIPANTS = 1000;

export const meetingCode = z
  .string()
  .regex(MEETING_CODE_PATTERN, 'A meeting code looks like abc-defg-hjk.');
export const role = z.enum(ROLES);
export const meetingStatus = z.enum(MEETING_STATUSES);

export const passcode = z
  .string()
  .trim()
  .min(4, 'A passcode has at least 4 characters.')
  .max(32, 'A passcode has at most 32 characters.');
export const givenPasscode = z.string().trim().max(32);

/** Signed proof that its bearer holds a seat (one participant of one meeting); opaque to clients. */
export const seatToken = z.string().min(1).max(1024);

const LONGEST_TITLE = 120;
const title = oneLine(
  LONGEST_TITLE,
  `A title has at most ${LONGEST_TITLE} characters.`,
  freeText(LONGEST_TITLE).min(1, 'Enter a title.'),
);

const plan = z.object({
  title,
  description: freeText(4000),
  startsAt: isoDateTime.nullable(),
  endsAt: isoDateTime.nullable(),
  maxParticipants: z.int().min(2).max(MAX_PARTICIPANTS).nullable(),
  /** null: none needed. */
  passcode: passcode.nullable(),
  guestsAllowed: z.boolean(),
});

const endsAfterItStarts = (meeting: {
  startsAt?: string | null | undefined;
  endsAt?: string | null | undefined;
}) =>
  !meeting.startsAt || !meeting.endsAt || Date.parse(meeting.endsAt) > Date.parse(meeting.startsAt);
const endsAfterItStartsIssue = { path: ['endsAt'], message: 'The end must come after the start.' };

export const meeting = z.object({
  id: uuid,
  code: meetingCode,
  title: z.string(),
  description: z.string(),
  status: meetingStatus,
  startsAt: isoDateTime.nullable(),
  endsAt: isoDateTime.nullable(),
  startedAt: isoDateTime.nullable(),
  endedAt: isoDateTime.nullable(),
  maxParticipants: z.int().nullable(),
  /** Told to the host and co-hosts only; `hasPasscode` tells the others. */
  passcode: z.string().nullable(),
  hasPasscode: z.boolean(),
  guestsAllowed: z.boolean(),
  isLocked: z.boolean(),
  hostName: z.string(),
  /** What the asking user is in this meeting. */
  myRole: role,
  presentCount: z.int().nonnegative(),
  createdAt: isoDateTime,
});
export type Meeting = z.infer<typeof meeting>;

const attendee = z.object({
  participantId: uuid,
  userId: uuid.nullable(),
  displayName: z.string(),
  role,
  isPresent: z.boolean(),
  joinedAt: isoDateTime,
  leftAt: isoDateTime.nullable(),
});
export type Attendee = z.infer<typeof attendee>;

/** What may be known before joining. Names are told only to those who would get in without a passcode. */
export const lobby = z.object({
  code: meetingCode,
  title: z.string(),
  hostName: z.string(),
  status: meetingStatus,
  startsAt: isoDateTime.nullable(),
  endsAt: isoDateTime.nullable(),
  isLocked: z.boolean(),
  isFull: z.boolean(),
  /** Whether the server takes the one who asks into this meeting: it may be full [J8] or about to restart [S7]. */
  serverState: z.enum(['open', 'full', 'closing']).default('open'),
  guestsAllowed: z.boolean(),
  /** Whether the one who asks must give a passcode. */
  passcodeRequired: z.boolean(),
  myRole: role.nullable(),
  presentCount: z.int().nonnegative(),
  presentNames: z.array(z.string()).max(8),
  /** The same for every router of this server: lets a client load its device before it joins. */
  routerRtpCapabilities: rtpCapabilities.nullable(),
});
export type Lobby = z.infer<typeof lobby>;

const codeParams = z.object({ code: meetingCode });
const participantParams = z.object({ code: meetingCode, participantId: uuid });
const nothing = z.null();

export const meetingRoutes = {
  createMeeting: route({
    method: 'POST',
    path: '/meetings',
    tag: 'meetings',
    summary: 'Create a meeting, for now (no start) or for later',
    auth: 'user',
    status: 201,
    body: plan
      .extend({
        description: plan.shape.description.default(''),
        startsAt: plan.shape.startsAt.default(null),
        endsAt: plan.shape.endsAt.default(null),
        maxParticipants: plan.shape.maxParticipants.default(null),
        passcode: plan.shape.passcode.default(null),
        guestsAllowed: plan.shape.guestsAllowed.default(true),
      })
      .refine(endsAfterItStarts, endsAfterItStartsIssue),
    response: meeting,
    errors: ['unauthenticated', 'invalid_input', 'rate_limited', 'server_closing'],
  }),
  listMeetings: route({
    method: 'GET',
    path: '/meetings',
    tag: 'meetings',
    summary: 'The meetings that I own or took part in',
    auth: 'user',
    query: z.object({
      ...pageQuery,
      /** `upcoming`: not ended, soonest first; `past`: ended, latest first. */
      when: z.enum(['upcoming', 'past']).default('upcoming'),
    }),
    response: page(meeting),
    errors: ['unauthenticated', 'invalid_input'],
  }),
  getMeeting: route({
    method: 'GET',
    path: '/meetings/:code',
    tag: 'meetings',
    summary: 'One meeting that I own or took part in',
    auth: 'user',
    params: codeParams,
    response: meeting,
    errors: ['unauthenticated', 'meeting_not_found', 'invalid_input'],
  }),
  getLobby: route({
    method: 'GET',
    path: '/meetings/:code/lobby',
    tag: 'meetings',
    summary: 'What to show before joining',
    auth: 'optional',
    params: codeParams,
    response: lobby,
    errors: ['meeting_not_found', 'invalid_input', 'rate_limited'],
  }),
  updateMeeting: route({
    method: 'PATCH',
    path: '/meetings/:code',
    tag: 'meetings',
    summary: 'Change a meeting (host)',
    auth: 'user',
    params: codeParams,
    body: plan.partial().refine(endsAfterItStarts, endsAfterItStartsIssue),
    response: meeting,
    errors: ['unauthenticated', 'forbidden', 'meeting_not_found', 'meeting_ended', 'invalid_input'],
  }),
  deleteMeeting: route({
    method: 'DELETE',
    path: '/meetings/:code',
    tag: 'meetings',
    summary: 'Delete a meeting and what was said in it; whoever is in it is sent out (host)',
    auth: 'user',
    params: codeParams,
    response: nothing,
    errors: ['unauthenticated', 'forbidden', 'meeting_not_found'],
  }),
  endMeeting: route({
    method: 'POST',
    path: '/meetings/:code/end',
    tag: 'meetings',
    summary: 'End a meeting for all (host)',
    auth: 'user',
    params: codeParams,
    response: meeting,
    errors: ['unauthenticated', 'forbidden', 'meeting_not_found', 'meeting_ended'],
  }),
  joinMeeting: route({
    method: 'POST',
    path: '/meetings/:code/join',
    tag: 'meetings',
    summary: 'Take a seat; the seat token then joins over the socket',
    auth: 'optional',
    params: codeParams,
    body: z.object({ displayName: displayName.optional(), passcode: givenPasscode.optional() }),
    response: z.object({ participantId: uuid, role, seatToken }),
    errors: [
      'meeting_not_found',
      'meeting_ended',
      'meeting_full',
      'server_full',
      'server_closing',
      'meeting_locked',
      'passcode_required',
      'wrong_passcode',
      'guests_not_allowed',
      'removed_from_meeting',
      'invalid_input',
      'rate_limited',
    ],
  }),
  leaveMeeting: route({
    method: 'POST',
    path: '/meetings/:code/leave',
    tag: 'meetings',
    summary: 'Give the seat up',
    auth: 'none',
    params: codeParams,
    body: z.object({ seatToken }),
    response: nothing,
    errors: ['meeting_not_found', 'not_in_meeting', 'invalid_input'],
  }),
  listParticipants: route({
    method: 'GET',
    path: '/meetings/:code/participants',
    tag: 'meetings',
    summary: 'Who is and was in a meeting that I own or took part in',
    auth: 'user',
    params: codeParams,
    query: z.object(pageQuery),
    response: page(attendee),
    errors: ['unauthenticated', 'meeting_not_found', 'invalid_input'],
  }),
  kickParticipant: route({
    method: 'DELETE',
    path: '/meetings/:code/participants/:participantId',
    tag: 'meetings',
    summary: 'Remove somebody, who then cannot come back (host, co-host, acting host)',
    auth: 'user',
    params: participantParams,
    response: nothing,
    errors: ['unauthenticated', 'forbidden', 'meeting_not_found', 'participant_not_found'],
  }),
} as const;
