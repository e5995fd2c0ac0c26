import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { requests, type RequestName } from '../../../../shared/contracts/index.ts';
import { capacityOf, may, mayActOn, type Capacity } from '../../../../shared/domain/permissions.ts';
import type { SocketClient } from '../../signaling/SocketClient.ts';
import { ApiClient, newPerson } from '../../support/ApiClient.ts';
import { startTestServer, type TestServer } from '../../support/testServer.ts';
import { check, replyInTime, withoutChance } from './check.ts';
import { namesOf, Scene, type Cast, type Person } from './Scene.ts';
import type { Ends, SocketAction } from './SocketAction.ts';
import { SOCKET_ACTIONS } from './socketActions.ts';

const ACTIONS = namesOf(SOCKET_ACTIONS);
const LEAVING: readonly RequestName[] = ['meeting:end', 'meeting:leave', 'meeting:join'];
/** The host's walk is 12 s of an idle machine; the acting host waits ten for its turn. */
const LIMIT_MS = 240_000;

let server: TestServer;
const scenes: Scene[] = [];
beforeAll(async () => {
  server = await startTestServer();
});
afterEach(() => {
  for (const scene of scenes.splice(0)) scene.close();
});
afterAll(() => server.close());

async function open(without: (keyof Cast)[] = []): Promise<Scene> {
  const scene = await Scene.open(server.url, without);
  scenes.push(scene);
  return scene;
}

/** By shared/domain alone. */
function expected(
  { permission }: SocketAction<RequestName>,
  capacity: Capacity,
  ends: Ends,
): string {
  const { self, target } = ends;
  if (permission.by === 'role') return may(capacity, permission.action) ? 'ok' : 'forbidden';
  if (permission.by !== 'target') return 'ok';
  // [O4] One's own hand is one's own; otherwise nobody acts on oneself.
  if (self === target) return permission.action === 'participant:lowerHand' ? 'ok' : 'forbidden';
  return mayActOn(capacity, permission.action, target.role) ? 'ok' : 'forbidden';
}

/** The table gives each request its own input; going through it by name loses which. */
function actionsOf(request: RequestName): readonly SocketAction<RequestName>[] {
  return SOCKET_ACTIONS[request];
}

/** Everything that somebody can ask, in one scene, of everybody in it. */
async function checkAll(scene: Scene, name: keyof Cast): Promise<void> {
  const self = scene.person(name);
  for (const request of ACTIONS) {
    for (const action of actionsOf(request)) {
      // Oneself first: nobody asks anything after being sent out.
      const others = [...scene.people.values()].filter((one) => one !== self);
      const targets = action.permission.by === 'target' ? [self, ...others] : [self];
      for (const target of targets) {
        const outcome = await checkOne({ scene, self, target }, request, action, self.role);
        if (request === 'meeting:end' && outcome === 'ok') return;
      }
    }
  }
}

/** What shared/domain says of whoever acts as host: of what is one's own in a meeting it is not asked who that is. */
async function checkActing(scene: Scene, self: Person, targets: readonly Person[]): Promise<void> {
  const capacity = capacityOf(self.role, true);
  for (const request of ACTIONS) {
    for (const action of actionsOf(request)) {
      const { by } = action.permission;
      const aims =
        by === 'target' ? targets : by === 'role' && targets.includes(self) ? [self] : [];
      for (const target of aims) await checkOne({ scene, self, target }, request, action, capacity);
    }
  }
}

async function checkOne(
  ends: Ends & { self: Person },
  request: RequestName,
  action: SocketAction<RequestName>,
  capacity: Capacity,
): Promise<string> {
  const outcome = expected(action, capacity, ends);
  await check({ ...ends, client: ends.self.client, request, action }, outcome);
  if (request === 'participant:remove' && outcome === 'ok') forget(ends.scene, ends.target);
  return outcome;
}

function forget(scene: Scene, target: Person): void {
  for (const [name, person] of scene.people) if (person === target) scene.people.delete(name);
}

test('every request of the protocol is in the matrix', () => {
  expect(Object.keys(SOCKET_ACTIONS).sort()).toEqual(Object.keys(requests).sort());
});

describe('[A1] in a meeting, exactly what the domain permits happens', () => {
  test.each(['host', 'cohost', 'member', 'guest'] as const)(
    'for a %s',
    async (name) => checkAll(await open(), name),
    LIMIT_MS,
  );

  test('a host may leave as well as end', async () => {
    const scene = await open();
    const self = scene.person('host');
    const [action] = actionsOf('meeting:leave');
    if (!action) throw new Error('nobody leaves');
    const given = {
      scene,
      client: self.client,
      self,
      target: self,
      request: 'meeting:leave',
    } as const;
    await check({ ...given, action }, 'ok');
  });

  test.each([
    ['cohost', []],
    ['member', ['cohost', 'otherCohost']],
  ] as const)(
    '[H2] for a %s who acts as host while the host is away',
    async (name, without) => {
      const scene = await open([...without]);
      const host = scene.person('host');
      const acting = scene.person(name);
      // So that there is something that lowering it would change.
      await scene.raiseHand(host);
      // Lost, not left: for the next 30 s the host has a seat that can be aimed at.
      host.client.socket.io.engine.close();
      await acting.client.event('meeting:rosterChanged', (roster) => {
        return roster.actingHostId === acting.joined.self.participantId;
      });
      await scene.fence();
      await checkActing(scene, acting, [host]);
      // Before its seat is given up by itself, which nobody would have asked for.
      await new ApiClient(server.url).send('POST', `/meetings/${scene.meeting.code}/leave`, {
        body: { seatToken: host.joined.self.seatToken },
      });
      for (const { client } of scene.live()) {
        await client.event('meeting:rosterChanged', ({ left }) => {
          return left.some(({ id }) => id === host.joined.self.participantId);
        });
      }
      forget(scene, host);
      await scene.fence();
      await checkActing(scene, acting, [acting, ...scene.liveBut(acting)]);
    },
    LIMIT_MS,
  );
});

describe('[R5] without a session nothing happens but a join', () => {
  test.each(['anonymous', 'member', 'admin', 'removed'] as const)(
    'for a socket of the kind: %s',
    async (kind) => {
      const scene = await open();
      const target = scene.person('member');
      const connect = await comeAs(kind, scene);
      // What is permitted comes last: from then on it is somebody with a session.
      for (const request of [
        ...ACTIONS.filter((one) => one !== 'meeting:join'),
        'meeting:join',
      ] as const) {
        for (const action of actionsOf(request)) {
          // A socket each: a guest's that joins nothing is closed after 5 s [P4].
          const client = await connect();
          const given = { scene, client, self: null, target, request, action };
          await check(given, withoutSession(kind, request)).finally(() => client.close());
        }
      }
    },
    LIMIT_MS,
  );

  test('a banned account gets no socket at all', async () => {
    const { root, account } = await registerTwo();
    const path = `/users/${account.user.id}/ban`;
    const scene = await open();
    await new ApiClient(server.url).send('POST', path, { body: {}, token: root.accessToken });
    await expect(scene.connect(account.accessToken)).rejects.toMatchObject({
      code: 'account_banned',
    });
  });
});

describe('what is of another meeting is out of reach', () => {
  test(
    'the host of another meeting finds nobody of this one, and changes nothing in it',
    async () => {
      const [scene, other] = [
        await open(),
        await open(['otherCohost', 'otherMember', 'otherGuest']),
      ];
      const self = other.person('host');
      const target = scene.person('member');
      for (const request of ACTIONS) {
        // Ends what this is about: that the one who asks has a session elsewhere.
        if (LEAVING.includes(request)) continue;
        for (const action of actionsOf(request)) {
          const isOnOthers = action.permission.by === 'target';
          const [listen, before] = [scene.listen(), JSON.stringify(await scene.stored())];
          const reply = await replyInTime(
            self.client,
            request,
            action.input({ scene: other, self, target }),
          );
          const outcome = reply.ok ? 'ok' : reply.error.code;
          expect([request, outcome]).toEqual([
            request,
            isOnOthers ? 'participant_not_found' : 'ok',
          ]);
          if (reply.ok) await action.prove?.(self, { scene: other, self, target }, reply.data);
          await scene.fence();
          expect([request, withoutChance(listen())]).toEqual([request, []]);
          expect(JSON.stringify(await scene.stored())).toBe(before);
        }
      }
    },
    LIMIT_MS,
  );
});

let rootSession: Promise<Awaited<ReturnType<ApiClient['signIn']>>> | undefined;
function register(details: object = {}) {
  return new ApiClient(server.url).signIn('/auth/register', newPerson(details));
}

async function registerTwo() {
  rootSession ??= register({ setupToken: server.setupToken });
  return { root: await rootSession, account: await register() };
}

type Outsider = 'anonymous' | 'member' | 'admin' | 'removed';

function withoutSession(kind: Outsider, request: RequestName): string {
  if (request === 'connection:check') return 'ok';
  if (request === 'meeting:join') return kind === 'removed' ? 'removed_from_meeting' : 'ok';
  return request === 'meeting:resume' ? 'session_lost' : 'not_in_meeting';
}

/** @returns makes sockets of somebody who has no session in this scene */
async function comeAs(kind: Outsider, scene: Scene): Promise<() => Promise<SocketClient>> {
  if (kind === 'anonymous') return () => scene.connect();
  const { root, account } = await registerTwo();
  const token = kind === 'admin' ? root.accessToken : account.accessToken;
  if (kind === 'removed') await removeFrom(scene, token);
  return () => scene.connect(token);
}

async function removeFrom(scene: Scene, token: string): Promise<void> {
  const client = await scene.connect(token);
  const { self } = await client.call('meeting:join', { code: scene.meeting.code });
  const { participantId: id } = self;
  const watchers = [...scene.people.values()].map((person) => person.client);
  for (const watcher of watchers) {
    await watcher.event('meeting:rosterChanged', ({ joined }) =>
      joined.some((one) => one.id === id),
    );
  }
  await scene.person('host').client.call('participant:remove', { participantId: id });
  for (const watcher of watchers) {
    await watcher.event('meeting:rosterChanged', ({ left }) => left.some((one) => one.id === id));
  }
}
