import type { RouteName } from '../../../../shared/contracts/index.ts';
import type { MeetingAction, TargetAction } from '../../../../shared/domain/permissions.ts';

/** Who may: as the contract's `auth` says, and in a meeting as shared/domain does. */
export type RestPermission =
  | { by: 'auth' }
  /** The door: whoever was not removed. */
  | { by: 'door' }
  /** Whoever owns the meeting or took part in it and was not removed. */
  | { by: 'membership' }
  | { by: 'role'; action: MeetingAction }
  | { by: 'target'; action: TargetAction }
  /** Whoever holds the seat token, and nobody asks who that is. */
  | { by: 'seatToken' };

export interface RestAction {
  permission: RestPermission;
  /** Sent as JSON, or nothing. `password` stands for one's own, `seatToken` for one's own or none. */
  body?: Record<string, unknown>;
  /** Answered so to whoever is let through, where that is no success: what is asked for is not there. */
  beyond?: string;
  /** What may be different afterwards. */
  changes: 'nothing' | 'oneself' | 'meeting';
}

const own = { by: 'auth' } as const;

/** Every route; one that is missing does not compile. In an order in which one does not take from the next what it needs. */
export const REST_ACTIONS: { readonly [N in RouteName]: RestAction } = {
  serverInfo: { permission: own, changes: 'nothing' },
  getMe: { permission: own, changes: 'nothing' },
  getAvatar: { permission: own, beyond: 'not_found', changes: 'nothing' },
  listUsers: { permission: own, changes: 'nothing' },
  listMeetings: { permission: own, changes: 'nothing' },
  getLobby: { permission: own, changes: 'nothing' },
  getMeeting: { permission: { by: 'membership' }, changes: 'nothing' },
  listParticipants: {
    permission: { by: 'role', action: 'meeting:listParticipants' },
    changes: 'nothing',
  },
  createMeeting: { permission: own, body: { title: 'Another' }, changes: 'oneself' },
  updateMe: { permission: own, body: { locale: 'zh-CN' }, changes: 'oneself' },
  deleteAvatar: { permission: own, changes: 'oneself' },
  // Multipart is tried where pictures are; here, who gets as far as that.
  putAvatar: { permission: own, body: {}, beyond: 'unsupported_media_type', changes: 'nothing' },
  banUser: { permission: own, body: {}, beyond: 'not_found', changes: 'nothing' },
  unbanUser: { permission: own, beyond: 'not_found', changes: 'nothing' },
  setUserRole: {
    permission: own,
    body: { role: 'member' },
    beyond: 'not_found',
    changes: 'nothing',
  },
  register: {
    permission: own,
    body: { email: 'host', password: 'password', displayName: 'X' },
    beyond: 'email_taken',
    changes: 'nothing',
  },
  login: {
    permission: own,
    body: { email: 'nobody@example.org', password: 'password' },
    beyond: 'invalid_credentials',
    changes: 'nothing',
  },
  // Without a token of theirs nobody is anybody.
  refresh: { permission: own, body: {}, beyond: 'unauthenticated', changes: 'nothing' },
  logout: { permission: own, body: {}, changes: 'nothing' },
  joinMeeting: { permission: { by: 'door' }, body: { displayName: 'X' }, changes: 'meeting' },
  leaveMeeting: {
    permission: { by: 'seatToken' },
    body: { seatToken: 'seatToken' },
    changes: 'meeting',
  },
  kickParticipant: {
    permission: { by: 'target', action: 'participant:remove' },
    changes: 'meeting',
  },
  updateMeeting: {
    permission: { by: 'role', action: 'meeting:update' },
    body: { title: 'Changed' },
    changes: 'meeting',
  },
  endMeeting: { permission: { by: 'role', action: 'meeting:end' }, changes: 'meeting' },
  deleteMeeting: { permission: { by: 'role', action: 'meeting:delete' }, changes: 'meeting' },
  changePassword: {
    permission: own,
    body: { currentPassword: 'wrong pass phrase', newPassword: 'password' },
    beyond: 'invalid_credentials',
    changes: 'nothing',
  },
  deleteMe: {
    permission: own,
    body: { password: 'wrong pass phrase' },
    beyond: 'invalid_credentials',
    changes: 'nothing',
  },
  logoutAll: { permission: own, changes: 'oneself' },
};
