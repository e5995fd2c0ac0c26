import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  routes,
  type RouteContract,
  type RouteName,
  type Session,
} from '../../../../shared/contracts/index.ts';
import { may, mayActOn, type Role } from '../../../../shared/domain/permissions.ts';
import { ApiClient, newPerson } from '../../support/ApiClient.ts';
import { startTestServer, type TestServer } from '../../support/testServer.ts';
import { checkRest } from './checkRest.ts';
import type { RestAction } from './RestAction.ts';
import { REST_ACTIONS } from './restActions.ts';
import {
  become,
  CAPACITIES,
  openWithoutHost,
  PEOPLE,
  SEATED,
  waitForTurn,
  type Who,
} from './restPeople.ts';
import { namesOf, Scene, type Name } from './Scene.ts';

const LIMIT_MS = 90_000;
const TARGETS: readonly Name[] = ['host', 'otherCohost', 'otherMember', 'otherGuest'];

let server: TestServer;
let root: Session;
let withoutHost: Scene;
const scenes: Scene[] = [];
beforeAll(async () => {
  server = await startTestServer();
  root = await register({ setupToken: server.setupToken });
  // Before all others, so that its 10 s are over when the acting host's turn comes.
  withoutHost = await openWithoutHost(server.url);
});
afterEach(() => {
  for (const scene of scenes.splice(0)) scene.close();
});
afterAll(() => server.close());

function register(details: object = {}): Promise<Session> {
  return new ApiClient(server.url).signIn('/auth/register', newPerson(details));
}

async function open(who: Who): Promise<Scene> {
  const scene = who === 'actingHost' ? withoutHost : await Scene.open(server.url);
  scenes.push(scene);
  if (who === 'actingHost') await waitForTurn(scene);
  return scene;
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
  const capacity = CAPACITIES[who];
  switch (permission.by) {
    case 'auth':
      return beyond;
    case 'door':
      return who === 'removed' ? 'removed_from_meeting' : 'ok';
    case 'seatToken':
      return SEATED[who] === undefined ? 'not_in_meeting' : 'ok';
    case 'membership':
      return capacity === undefined ? 'meeting_not_found' : 'ok';
    case 'role':
      if (capacity === undefined) return 'meeting_not_found';
      return may(capacity, permission.action) ? 'ok' : 'forbidden';
    case 'target':
      if (capacity === undefined) return 'meeting_not_found';
      return mayActOn(capacity, permission.action, target) ? 'ok' : 'forbidden';
  }
}

/** An acting host has a role on which an acting host may act. */
function targetsOf(who: Who): readonly Name[] {
  return who === 'actingHost' ? [...TARGETS, 'member'] : TARGETS;
}

/** Of what is one's own it is not asked who acts as host. */
function isWalkedBy(who: Who, { permission: { by } }: RestAction): boolean {
  return who !== 'actingHost' || by === 'membership' || by === 'role' || by === 'target';
}

test('every route of the contract is in the matrix', () => {
  expect(Object.keys(REST_ACTIONS).sort()).toEqual(Object.keys(routes).sort());
});

test.each(PEOPLE)(
  '[A1] [H2] over REST, exactly what the contract and the domain permit happens for: %s',
  async (who) => {
    const rootToken = root.accessToken;
    let scene = await open(who);
    let asker = await become(who, scene, rootToken);
    for (const name of namesOf(REST_ACTIONS)) {
      const action = REST_ACTIONS[name];
      if (!isWalkedBy(who, action)) continue;
      const targets =
        action.permission.by === 'target' ? targetsOf(who) : (['otherMember'] as const);
      for (const targetName of targets) {
        const target = scene.person(targetName);
        const account = action.namesAccount ? await register() : null;
        const isOneself = target === asker.self;
        const outcome = isOneself ? 'forbidden' : expected(who, name, target.role);
        await checkRest({ ...asker, name, scene, target, account, rootToken }, outcome);
        if (outcome !== 'ok' || !action.isOver) continue;
        scene.close();
        scene = await open(who);
        asker = await become(who, scene, rootToken);
      }
    }
  },
  LIMIT_MS,
);
