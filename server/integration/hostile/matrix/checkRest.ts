import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { expect } from 'vitest';
import { routes, type RouteContract, type RouteName } from '../../../../shared/contracts/index.ts';
import { eventually } from '../../media/eventually.ts';
import { ApiClient, PASSWORD, until } from '../../support/ApiClient.ts';
import { checkTold } from './check.ts';
import { readItems, type Row } from './readStored.ts';
import type { RestAction, RestEnds, Stored } from './RestAction.ts';
import { REST_ACTIONS } from './restActions.ts';
import type { Name, Person, Scene } from './Scene.ts';
import { idOf } from './SocketAction.ts';

export interface RestAsk extends RestEnds {
  name: RouteName;
}

/** Exactly what the contract and the domain permit, with all that belongs to it, and no more than that. */
export async function checkRest(asked: RestAsk, outcome: string): Promise<void> {
  const { name, scene, target } = asked;
  const action = REST_ACTIONS[name];
  const to = action.permission.by === 'target' ? `${name} of a ${target.role}` : name;
  await action.given?.(asked);
  const isDone = outcome === 'ok';
  const before = await everything(asked, action);
  const effects = (isDone && action.effects?.(asked)) || [];
  const gone = (isDone && action.closes?.(asked)) || [];
  const staying = namesOfLive(scene, gone);
  const listen = scene.listen();
  const answer = await ask(asked);
  expect([to, answer.outcome]).toEqual([to, outcome]);
  // Whoever is cut off was told everything before that.
  await until(() => gone.every(isCutOff)).catch(() => undefined);
  const mayBeTold = (isDone && action.mayBeTold) || [];
  await checkTold(scene, to, { effects, mayBeTold, listen });
  expect([to, namesOfLive(scene)]).toEqual([to, staying]);
  const after = (isDone && action.changes?.(before, asked, answer.data)) || before;
  // Else an answer without any deed would do.
  if (after !== before) expect([to, after]).not.toEqual([to, before]);
  // A leaving is stored while nobody waits for it.
  await eventually(async () => [to, await everything(asked, action)]).toEqual([to, after]);
  if (isDone) await action.prove?.(asked, answer.data);
}

interface Answer {
  outcome: string;
  data: Row | null;
}

async function ask(asked: RestAsk): Promise<Answer> {
  const { scene, name, target, account, token } = asked;
  const { method, path }: RouteContract = routes[name];
  const { body, sendsPicture } = REST_ACTIONS[name];
  const filled = path
    .replace(':code', scene.meeting.code)
    .replace(':participantId', idOf(target))
    .replace(':userId', account?.user.id ?? randomUUID());
  const answer = await new ApiClient(scene.url).send(method, filled, {
    token,
    ...(body && { body: fillBody(body, asked) }),
    ...(sendsPicture && { raw: { bytes: await createPicture() } }),
  });
  return {
    outcome: answer.status < 400 ? 'ok' : (answer.body.error ?? String(answer.status)),
    // What is in it is compared with what is expected.
    data: (answer.body.data ?? null) as Row | null,
  };
}

function fillBody(body: Row, { scene, self }: RestAsk): Row {
  const stands: Row = {
    password: PASSWORD,
    seatToken: self?.joined.self.seatToken ?? 'none',
    host: scene.hostEmail,
  };
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [key, stands[String(value)] ?? value]),
  );
}

async function createPicture(): Promise<FormData> {
  const create = { width: 8, height: 8, channels: 3, background: '#336699' } as const;
  const bytes = new Uint8Array(await sharp({ create }).png().toBuffer());
  const form = new FormData();
  form.append('file', new Blob([bytes], { type: 'image/png' }), 'picture.png');
  return form;
}

/** What an administrator sees, and somebody in the meeting: everybody, the meeting and who is in it. */
async function everything({ scene, rootToken }: RestAsk, { readBy }: RestAction): Promise<Stored> {
  const [users, stored] = await Promise.all([
    readItems(scene.url, '/users', rootToken),
    scene.stored(readBy && scene.person(readBy).token),
  ]);
  return {
    users: users.map((user) => ({ ...user, lastSeenAt: null })),
    meeting: stored?.meeting ?? null,
    attendees: stored?.attendees ?? [],
  };
}

function namesOfLive({ people }: Scene, but: readonly Person[] = []): Name[] {
  return [...people]
    .filter(([, person]) => !isCutOff(person) && !but.includes(person))
    .map(([name]) => name);
}

function isCutOff({ client }: Person): boolean {
  return client.socket.disconnected;
}
