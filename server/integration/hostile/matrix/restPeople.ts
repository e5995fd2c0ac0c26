import type { Capacity } from '../../../../shared/domain/permissions.ts';
import { ApiClient, newPerson } from '../../support/ApiClient.ts';
import { userIdOf, type Asker } from './RestAction.ts';
import { Scene, type Cast } from './Scene.ts';
import { idOf } from './SocketAction.ts';

/** Everybody there is; the host of another meeting and an administrator are strangers to this one. */
export const PEOPLE = [
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
  'actingHost',
] as const;
export type Who = (typeof PEOPLE)[number];

/** What they may act as, where an account says so; the others are nothing in the meeting. */
export const CAPACITIES: Readonly<Partial<Record<Who, Capacity>>> = {
  member: 'participant',
  cohost: 'cohost',
  host: 'host',
  actingHost: 'actingHost',
};

/** Those who are in the meeting, and as whom. */
export const SEATED: Readonly<Partial<Record<Who, keyof Cast>>> = {
  guest: 'guest',
  member: 'member',
  cohost: 'cohost',
  host: 'host',
  actingHost: 'member',
};

export async function become(who: Who, scene: Scene, rootToken: string): Promise<Asker> {
  const seat = SEATED[who];
  if (seat !== undefined) {
    const self = scene.person(seat);
    return { self, token: self.token, userId: userIdOf(self) };
  }
  if (who === 'anonymous') return { self: null, token: undefined, userId: null };
  const api = new ApiClient(scene.url);
  const { accessToken: token, user } = await api.signIn('/auth/register', newPerson());
  if (who === 'admin') {
    const body = { role: 'admin' };
    await api.send('PUT', `/users/${user.id}/role`, { body, token: rootToken });
  }
  if (who === 'otherHost') await api.send('POST', '/meetings', { body: { title: 'X' }, token });
  if (who === 'removed') await beRemoved(scene, token);
  if (who === 'banned') {
    await api.send('POST', `/users/${user.id}/ban`, { body: {}, token: rootToken });
  }
  return { self: null, token, userId: user.id };
}

/**
 * Without the host, and without any co-host but one whose place is known and empty: 10 s later a member acts as host
 * [H1], who as such may what no member may.
 */
export async function openWithoutHost(url: string): Promise<Scene> {
  const scene = await Scene.open(url, ['cohost']);
  for (const name of ['otherCohost', 'host'] as const) {
    const { client } = scene.person(name);
    await client.call('meeting:leave', {});
    client.close();
  }
  return scene;
}

/** Until all know that the member acts as host. */
export async function waitForTurn(scene: Scene): Promise<void> {
  const id = idOf(scene.person('member'));
  for (const { client } of scene.live()) {
    await client.event('meeting:rosterChanged', ({ actingHostId }) => actingHostId === id);
  }
}

async function beRemoved({ url, meeting, hostToken }: Scene, token: string): Promise<void> {
  const api = new ApiClient(url);
  const path = `/meetings/${meeting.code}`;
  const joined = await api.send('POST', `${path}/join`, { body: {}, token });
  // The shape is what the answer's contract says, and REST tests check.
  const { participantId } = joined.body.data as { participantId: string };
  await api.send('DELETE', `${path}/participants/${participantId}`, { token: hostToken });
}
