import type { meetingRoutes } from '../../shared/contracts/index.ts';
import type { Meetings, Slice } from '../meetings/index.ts';
import type { HandlersOf } from './handlers.ts';

export function createMeetingHandlers(meetings: Meetings): HandlersOf<typeof meetingRoutes> {
  return {
    createMeeting: ({ user, body }) => meetings.create(user, body),
    listMeetings: async ({ user, query }) => toPage(await meetings.listMine(user, query), query),
    getMeeting: ({ user, params }) => meetings.get(user, params.code),
    getLobby: ({ user, params, address }) => meetings.lobby(user, params.code, address),
    updateMeeting: ({ user, params, body }) => meetings.update(user, params.code, body),
    deleteMeeting: async ({ user, params }) => {
      await meetings.remove(user, params.code);
      return null;
    },
    endMeeting: ({ user, params }) => meetings.end(user, params.code),
    joinMeeting: ({ user, params, body, address }) =>
      meetings.join({ ...body, code: params.code, user, address }),
    leaveMeeting: async ({ params, body, address }) => {
      await meetings.leave(params.code, body.seatToken, address);
      return null;
    },
    listParticipants: async ({ user, params, query }) =>
      toPage(await meetings.listParticipants(user, params.code, query), query),
    kickParticipant: async ({ user, params }) => {
      await meetings.kick(user, params.code, params.participantId);
      return null;
    },
  };
}

function toPage<T>(slice: Slice<T>, { page, pageSize }: { page: number; pageSize: number }) {
  return { ...slice, page, pageSize };
}
