import { expect } from 'vitest';
import type { EventPayload, RouteName } from '../../../../shared/contracts/index.ts';
import { ApiClient } from '../../support/ApiClient.ts';
import { readItems } from './readStored.ts';
import {
  SOME_TEXT,
  toldOfGoing,
  withAttendee,
  withMeeting,
  withoutPresent,
  withUser,
  type RestAction,
  type RestEnds,
  type RestPermission,
} from './RestAction.ts';
import { told } from './SocketAction.ts';

const own: RestPermission = { by: 'auth' };
/** Of the account that it is done to. */
const namedId = ({ account }: RestEnds): string => account?.user.id ?? 'none';
/** What they are once they are in, by [J3] and [J4]. */
const roleOnceIn = ({ self, userId }: RestEnds): string =>
  self?.role ?? (userId === null ? 'guest' : 'participant');

/** Every route; one that is missing does not compile. In an order in which one does not take from the next what it needs. */
export const REST_ACTIONS: { readonly [N in RouteName]: RestAction } = {
  serverInfo: { permission: own },
  getMe: { permission: own },
  getAvatar: { permission: own, beyond: 'not_found' },
  listUsers: { permission: own },
  listMeetings: { permission: own },
  getLobby: { permission: own },
  getMeeting: { permission: { by: 'membership' } },
  listParticipants: { permission: { by: 'role', action: 'meeting:listParticipants' } },
  createMeeting: {
    permission: own,
    body: { title: 'Another' },
    prove: async ({ scene, token }, created) => {
      const mine = await readItems(scene.url, '/meetings', token);
      expect(mine.filter(({ title }) => title === 'Another')).toEqual([created]);
      expect(created).toMatchObject({ myRole: 'host' });
    },
  },
  updateMe: {
    permission: own,
    body: { locale: 'zh-CN' },
    changes: (before, { userId }) => withUser(before, userId, { locale: 'zh-CN' }),
  },
  putAvatar: {
    permission: own,
    sendsPicture: true,
    changes: (before, { userId }) => withUser(before, userId, { avatarUrl: SOME_TEXT }),
  },
  deleteAvatar: {
    permission: own,
    changes: (before, { userId }) => withUser(before, userId, { avatarUrl: null }),
  },
  banUser: {
    permission: own,
    namesAccount: true,
    body: { reason: 'Spam' },
    given: async ({ scene, account }) => {
      if (account) await scene.welcome(account);
    },
    effects: (ends) => {
      const banned = ends.scene.person('newcomer');
      return [
        told([banned], 'meeting:ended', ({ reason }) => reason === 'banned'),
        ...toldOfGoing(ends, banned, 'left'),
      ];
    },
    closes: ({ scene }) => [scene.person('newcomer')],
    changes: (before, ends) => {
      const change = { bannedAt: SOME_TEXT, banReason: 'Spam' };
      const banned = withUser(before, namedId(ends), change);
      return withoutPresent(banned, [ends.scene.person('newcomer')]);
    },
    prove: async (ends) => {
      expect(await refusalOf(ends, ends.account?.accessToken)).toBe('account_banned');
    },
  },
  unbanUser: {
    permission: own,
    namesAccount: true,
    given: async (ends) => {
      const path = `/users/${namedId(ends)}/ban`;
      const body = { reason: 'Spam' };
      await new ApiClient(ends.scene.url).send('POST', path, { body, token: ends.rootToken });
    },
    changes: (before, ends) => withUser(before, namedId(ends), { bannedAt: null, banReason: null }),
  },
  setUserRole: {
    permission: own,
    namesAccount: true,
    body: { role: 'admin' },
    changes: (before, ends) => withUser(before, namedId(ends), { role: 'admin' }),
  },
  register: {
    permission: own,
    body: { email: 'host', password: 'password', displayName: 'X' },
    beyond: 'email_taken',
  },
  login: {
    permission: own,
    body: { email: 'nobody@example.org', password: 'password' },
    beyond: 'invalid_credentials',
  },
  // Without a token of theirs nobody is anybody.
  refresh: { permission: own, body: {}, beyond: 'unauthenticated' },
  logout: { permission: own, body: {} },
  kickParticipant: {
    permission: { by: 'target', action: 'participant:remove' },
    effects: (ends) => [
      told([ends.target], 'meeting:ended', ({ reason }) => reason === 'removed'),
      ...toldOfGoing(ends, ends.target, 'removed'),
    ],
    closes: ({ target }) => [target],
    changes: (before, { target }) => {
      // What a co-host was goes with the place.
      const role = target.role === 'cohost' ? 'participant' : target.role;
      return withAttendee(withoutPresent(before, [target]), target, { role });
    },
    // [A4] Neither the seat nor the account.
    prove: async ({ scene, target }) => {
      const client = await scene.connect(target.token);
      const { seatToken } = target.joined.self;
      const input = { code: scene.meeting.code, displayName: 'X', seatToken };
      const reply = await client.reply('meeting:join', input);
      client.close();
      expect(reply).toMatchObject({ ok: false, error: { code: 'removed_from_meeting' } });
    },
  },
  updateMeeting: {
    permission: { by: 'role', action: 'meeting:update' },
    body: { title: 'Changed' },
    changes: (before) => withMeeting(before, { title: 'Changed' }),
  },
  endMeeting: {
    permission: { by: 'role', action: 'meeting:end' },
    ...ending('endedByHost'),
    changes: (before, { scene }) => {
      const left = withoutPresent(before, [...scene.people.values()]);
      return withMeeting(left, { status: 'ended', endedAt: SOME_TEXT });
    },
  },
  deleteMeeting: {
    permission: { by: 'role', action: 'meeting:delete' },
    ...ending('deleted'),
    changes: (before) => ({ ...before, meeting: null, attendees: [] }),
  },
  leaveMeeting: {
    permission: { by: 'seatToken' },
    body: { seatToken: 'seatToken' },
    effects: (ends) => (ends.self ? toldOfGoing(ends, ends.self, 'left') : []),
    closes: ({ self }) => (self ? [self] : []),
    changes: (before, { self }) => (self ? withoutPresent(before, [self]) : before),
    isOver: true,
  },
  // From here on nobody asks any more what somebody is in the meeting, which a stranger who joins changes.
  joinMeeting: {
    permission: { by: 'door' },
    body: { displayName: 'X' },
    // A seat on paper: the others see whoever comes over the socket.
    changes: (before, ends, data) => {
      const seat = {
        participantId: data?.participantId,
        userId: ends.userId,
        displayName: 'X',
        role: roleOnceIn(ends),
        isPresent: false,
        joinedAt: SOME_TEXT,
        leftAt: null,
      };
      return { ...before, attendees: [...before.attendees, seat] };
    },
    prove: (ends, data) => {
      expect(data).toMatchObject({ role: roleOnceIn(ends), seatToken: SOME_TEXT });
    },
  },
  changePassword: {
    permission: own,
    body: { currentPassword: 'wrong pass phrase', newPassword: 'password' },
    beyond: 'invalid_credentials',
  },
  deleteMe: {
    permission: own,
    body: { password: 'wrong pass phrase' },
    beyond: 'invalid_credentials',
  },
  logoutAll: {
    permission: own,
    effects: (ends) => {
      const { self } = ends;
      if (!self) return [];
      return [
        told([self], 'meeting:ended', ({ reason }) => reason === 'signedOut'),
        ...toldOfGoing(ends, self, 'left'),
      ];
    },
    closes: ({ self }) => (self ? [self] : []),
    changes: (before, { self }) => (self ? withoutPresent(before, [self]) : before),
    // The host's own token is over.
    readBy: 'otherCohost',
    prove: async (ends) => {
      expect(await refusalOf(ends, ends.token)).toBe('unauthenticated');
    },
  },
};

function ending(
  reason: EventPayload<'meeting:ended'>['reason'],
): Pick<RestAction, 'effects' | 'mayBeTold' | 'closes' | 'isOver'> {
  return {
    effects: ({ scene }) => [
      told(scene.live(), 'meeting:ended', (payload) => payload.reason === reason),
    ],
    // Of those who were sent out a moment before.
    mayBeTold: ['media:consumersClosed'],
    closes: ({ scene }) => scene.live(),
    isOver: true,
  };
}

/** What somebody with that token is told who asks who they are. */
async function refusalOf({ scene }: RestEnds, token: string | undefined): Promise<unknown> {
  const { body } = await new ApiClient(scene.url).send('GET', '/users/me', { token });
  return body.error;
}
