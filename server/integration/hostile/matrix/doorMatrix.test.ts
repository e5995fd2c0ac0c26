import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { may, ROLES, type Role } from '../../../../shared/domain/permissions.ts';
import type { SocketClient } from '../../signaling/SocketClient.ts';
import { ApiClient } from '../../support/ApiClient.ts';
import { startTestServer, type TestServer } from '../../support/testServer.ts';
import { checkTold } from './check.ts';
import { DOORS } from './doors.ts';
import { SOME_TEXT, userIdOf } from './RestAction.ts';
import { Scene, type Name } from './Scene.ts';
import { told } from './SocketAction.ts';

/** Who comes once more, without the seat that they have: somebody of that role. */
const COMERS: Readonly<Record<Role, Name>> = {
  host: 'host',
  cohost: 'cohost',
  participant: 'member',
  guest: 'guest',
};
const NAME = 'At the door';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

describe.each(DOORS)('[J2] [J3] $action, as the domain says it', ({ action, refusal, shut }) => {
  let scene: Scene;
  const clients: SocketClient[] = [];
  beforeAll(async () => {
    scene = await Scene.open(server.url, ['otherCohost', 'otherMember', 'otherGuest']);
    await shut(scene);
    await scene.fence();
  });
  afterAll(() => {
    for (const client of clients) client.close();
    scene.close();
  });

  async function joinOverRest(role: Role): Promise<string> {
    const { token } = scene.person(COMERS[role]);
    const path = `/meetings/${scene.meeting.code}/join`;
    const body = { displayName: NAME };
    const answer = await new ApiClient(scene.url).send('POST', path, { body, token });
    return answer.status < 400 ? 'ok' : (answer.body.error ?? String(answer.status));
  }

  async function joinOverSocket(role: Role): Promise<string> {
    const client = await scene.connect(scene.person(COMERS[role]).token);
    clients.push(client);
    const input = { code: scene.meeting.code, displayName: NAME };
    const reply = await client.reply('meeting:join', input);
    return reply.ok ? 'ok' : reply.error.code;
  }

  describe.each([
    { way: 'REST', isPresent: false, join: joinOverRest },
    { way: 'the socket', isPresent: true, join: joinOverSocket },
  ])('over $way', ({ isPresent, join }) => {
    test.each(ROLES)('for a %s', async (role) => {
      const isLetIn = may(role, action);
      const before = await scene.stored();
      const listen = scene.listen();
      expect(await join(role)).toBe(isLetIn ? 'ok' : refusal);
      // Whoever took a seat over REST is seen when they come over the socket.
      const isSeen = isLetIn && isPresent;
      const effects = isSeen
        ? [
            told(scene.live(), 'meeting:rosterChanged', ({ joined: [one] }) => {
              return one?.displayName === NAME && one.role === role;
            }),
          ]
        : [];
      await checkTold(scene, role, { effects, mayBeTold: [], listen });
      const seat = {
        participantId: SOME_TEXT,
        userId: userIdOf(scene.person(COMERS[role])),
        displayName: NAME,
        role,
        isPresent,
        joinedAt: SOME_TEXT,
        leftAt: null,
      };
      const presentCount = Number(before?.meeting.presentCount) + Number(isSeen);
      expect(await scene.stored()).toEqual({
        meeting: { ...before?.meeting, presentCount },
        attendees: [...(before?.attendees ?? []), ...(isLetIn ? [seat] : [])],
      });
    });
  });
});
