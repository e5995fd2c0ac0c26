import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  routes,
  type RouteContract,
  type RouteName,
  type Session,
} from '../../../../shared/contracts/index.ts';
import { may, mayActOn, type Role } from '../../../../shared/domain/permissions.ts';
import { ApiClient, newPerson, PASSWORD } from '../../support/ApiClient.ts';
import { startTestServer, type TestServer } from '../../support/testServer.ts';
import { REST_ACTIONS } from './restActions.ts';
import { namesOf, Scene } from './Scene.ts';

const LIMIT_MS = 90_000;

/** Everybody there is; the host of another meeting and an administrator are strangers to this one. */
const PEOPLE = [
  'anonymous',
  'guest',
  'member',
  'cohost',
  'host',
  'stranger',
  'otherHost',
  'admin',
  'removed',
  'banned',
] as const;
type Who = (typeof PEOPLE)[number];

interface Asker {
  token: string | undefined;
  seatToken: string;
  email: string;
}

let server: TestServer;
let root: Session;
beforeAll(async () => {
  server = await startTestServer();
  root = await register({ setupToken: server.setupToken });
});
afterAll(() => server.close());

function register(details: object = {}): Promise<Session> {
  return new ApiClient(server.url).signIn('/auth/register', newPerson(details));
}

/** What they are in the meeting; null: nothing. */
function roleOf(who: Who): Role | null {
  const roles: Partial<Record<Who, Role>> = {
    member: 'participant',
    cohost: 'cohost',
    host: 'host',
  };
  return roles[who] ?? null;
}

/** By the contract and by shared/domain alone. */
function expected(who: Who, name: RouteName, target: Role): string {
  const contract: RouteContract = routes[name];
  const { permission, beyond = 'ok' } = REST_ACTIONS[name];
  const hasAccount = who !== 'anonymous' && who !== 'guest';
  const isIdentified = contract.auth === 'user' || contract.auth === 'admin';
  if (isIdentified && !hasAccount) return 'unauthenticated';
  if ((isIdentified || contract.auth === 'optional') && who === 'banned') return 'account_banned';
  if (contract.auth === 'admin' && who !== 'admin') return 'forbidden';
  const role = roleOf(who);
  switch (permission.by) {
    case 'auth':
      return beyond;
    case 'door':
      return who === 'removed' ? 'removed_from_meeting' : 'ok';
    case 'seatToken':
      return ['guest', 'member', 'cohost', 'host'].includes(who) ? 'ok' : 'not_in_meeting';
    case 'membership':
      return role === null ? 'meeting_not_found' : 'ok';
    case 'role':
      if (role === null) return 'meeting_not_found';
      return may(role, permission.action) ? 'ok' : 'forbidden';
    case 'target':
      if (role === null) return 'meeting_not_found';
      return mayActOn(role, permission.action, target) ? 'ok' : 'forbidden';
  }
}

async function become(who: Who, scene: Scene): Promise<Asker> {
  const nobody = { token: undefined, seatToken: 'none', email: 'none@example.org' };
  if (who === 'anonymous') return nobody;
  if (who === 'guest' || who === 'member' || who === 'cohost' || who === 'host') {
    const { token, joined } = scene.person(who);
    return { ...nobody, token, seatToken: joined.self.seatToken };
  }
  const { accessToken: token, user } = await register();
  const api = new ApiClient(server.url);
  if (who === 'admin') {
    const body = { role: 'admin' };
    await api.send('PUT', `/users/${user.id}/role`, { body, token: root.accessToken });
  }
  if (who === 'otherHost') await api.send('POST', '/meetings', { body: { title: 'X' }, token });
  if (who === 'removed') {
    const path = `/meetings/${scene.meeting.code}`;
    const joined = await api.send('POST', `${path}/join`, { body: {}, token });
    // The shape is what the answer's contract says, and REST tests check.
    const { participantId } = joined.body.data as { participantId: string };
    await api.send('DELETE', `${path}/participants/${participantId}`, { token: scene.hostToken });
  }
  if (who === 'banned') {
    await api.send('POST', `/users/${user.id}/ban`, { body: {}, token: root.accessToken });
  }
  return { ...nobody, token };
}

interface Ask {
  scene: Scene;
  asker: Asker;
  name: RouteName;
  participantId: string;
}

async function ask({ scene, asker, name, participantId }: Ask): Promise<string> {
  const { method, path }: RouteContract = routes[name];
  const { body } = REST_ACTIONS[name];
  const filled = path
    .replace(':code', scene.meeting.code)
    .replace(':participantId', participantId)
    .replace(':userId', randomUUID());
  const answer = await new ApiClient(server.url).send(method, filled, {
    token: asker.token,
    ...(body && { body: fillBody(body, asker, scene) }),
  });
  return answer.status < 400 ? 'ok' : (answer.body.error ?? String(answer.status));
}

function fillBody(body: Record<string, unknown>, asker: Asker, scene: Scene): object {
  const stands: Record<string, unknown> = {
    password: PASSWORD,
    seatToken: asker.seatToken,
    host: scene.hostEmail,
  };
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [key, stands[String(value)] ?? value]),
  );
}

/** What an administrator and the host see: everybody, the meeting and who is in it. */
async function everything(scene: Scene): Promise<string> {
  const users = await new ApiClient(server.url).send('GET', '/users?pageSize=100', {
    token: root.accessToken,
  });
  const seen = JSON.stringify([users.body.data, await scene.stored()]);
  // When somebody was last seen is told by every request.
  return seen.replace(/"lastSeenAt":[^,}]+/g, '');
}

test('every route of the contract is in the matrix', () => {
  expect(Object.keys(REST_ACTIONS).sort()).toEqual(Object.keys(routes).sort());
});

test.each(PEOPLE)(
  'over REST, exactly what the contract and the domain permit happens for: %s',
  async (who) => {
    let scene = await Scene.open(server.url);
    let asker = await become(who, scene);
    for (const name of namesOf(REST_ACTIONS)) {
      const { permission, changes } = REST_ACTIONS[name];
      const targets =
        permission.by === 'target'
          ? (['host', 'otherCohost', 'otherMember', 'otherGuest'] as const)
          : (['otherMember'] as const);
      for (const target of targets) {
        const { role, joined } = scene.person(target);
        const { participantId } = joined.self;
        const before = await everything(scene);
        const outcome = expected(who, name, role);
        expect([name, role, await ask({ scene, asker, name, participantId })]).toEqual([
          name,
          role,
          outcome,
        ]);
        if (outcome !== 'ok' || changes === 'nothing') {
          await scene.fence();
          expect([name, await everything(scene)]).toEqual([name, before]);
        }
        if (outcome === 'ok' && ENDS.includes(name)) {
          scene.close();
          scene = await Scene.open(server.url);
          asker = await become(who, scene);
        }
      }
    }
    scene.close();
  },
  LIMIT_MS,
);

/** After these the meeting, or the one who asks, is not what it was. */
const ENDS: readonly RouteName[] = ['joinMeeting', 'leaveMeeting', 'endMeeting', 'deleteMeeting'];
