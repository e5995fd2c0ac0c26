import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import type { EventName, RequestName } from '../../../../shared/contracts/index.ts';
import type { SocketClient } from '../../signaling/SocketClient.ts';
import { until } from '../../support/ApiClient.ts';
import type { Scene, Told } from './Scene.ts';
import type { Effect, Ends, SocketAction } from './SocketAction.ts';
import { toldApart } from './toldApart.ts';

/** Told of the room's media as they happen, by nobody's doing. */
const BY_ITSELF: readonly EventName[] = [
  'media:activeSpeakerChanged',
  'media:qualityChanged',
  'media:layerChanged',
  'media:layersWanted',
  'media:consumerHeld',
  // That the matrix walks faster than [R4] allows is told too, and no effect of what was asked.
  'protocol:error',
];

export interface Ask extends Ends {
  client: SocketClient;
  request: RequestName;
  action: SocketAction<RequestName>;
}

/** The matrix walks fast; whoever asks more often than [R4] allows is told when to ask again. */
export async function replyInTime(
  client: SocketClient,
  ...asked: Parameters<SocketClient['reply']>
): ReturnType<SocketClient['reply']> {
  for (;;) {
    const reply = await client.reply(...asked);
    if (reply.ok || reply.error.code !== 'rate_limited') return reply;
    await pause((reply.error.retryAfterSeconds ?? 1) * 1000);
  }
}

export function withoutChance(events: readonly Told[]): Told[] {
  return events.filter(({ name }) => !BY_ITSELF.includes(name));
}

/** Exactly what the domain permits, with all that belongs to it, and no more than that. */
export async function check(asked: Ask, outcome: string): Promise<void> {
  const { request, action, scene, self, target, client } = asked;
  const to = `${request} to a ${target.role}`;
  await action.given?.(asked);
  const mustChange = outcome === 'ok' && action.isStored === true;
  const stored = outcome !== 'ok' || mustChange ? await snapshot(asked) : null;
  const effects = outcome === 'ok' ? action.effects(asked) : [];
  const listen = scene.listen();
  const reply = await replyInTime(client, request, action.input(asked));
  expect([to, reply.ok ? 'ok' : reply.error.code]).toEqual([to, outcome]);
  if (reply.ok) expect([to, action.answers?.(reply.data, asked) ?? true]).toEqual([to, true]);
  const mayBeTold = (outcome === 'ok' && action.mayBeTold) || [];
  await checkTold(scene, to, { effects, mayBeTold, listen });
  // A leaving is stored while nobody waits for it.
  if (mustChange) await until(async () => (await snapshot(asked)) !== stored);
  if (outcome !== 'ok') expect([to, await snapshot(asked)]).toEqual([to, stored]);
  if (reply.ok && self) await action.prove?.(self, asked, reply.data);
}

interface Telling {
  effects: readonly Effect[];
  /** What may be told besides. */
  mayBeTold: readonly EventName[];
  /** Gives all that was told since it was asked. */
  listen: () => Told[];
}

/** Whom it concerns were told all that belongs to it, once, and nobody anything else. */
export async function checkTold(
  scene: Scene,
  to: string,
  { effects, mayBeTold, listen }: Telling,
): Promise<void> {
  // What must be told is waited for, and not only looked for: it may be told half a second late [O2].
  await until(() => match(scene, effects, listen()).missing.length === 0).catch(() => undefined);
  await scene.fence();
  const { missing, beyond } = match(scene, effects, listen());
  expect([to, { missing }]).toEqual([to, { missing: [] }]);
  const unexpected = withoutChance(beyond).filter(({ name }) => !mayBeTold.includes(name));
  expect([to, { unexpected }]).toEqual([to, { unexpected: [] }]);
}

async function snapshot({ scene }: Ask): Promise<string> {
  return JSON.stringify(await scene.stored());
}

/** @returns effects that somebody was not told of, and events that belong to none; one event is one effect at most */
function match(scene: Scene, effects: readonly Effect[], events: readonly Told[]) {
  const beyond = toldApart(events);
  const missing: string[] = [];
  for (const { name, to, fits } of effects) {
    for (const [who, person] of scene.people) {
      if (!to.includes(person)) continue;
      const at = beyond.findIndex((one) => {
        return one.who === who && one.name === name && fits(one.payload);
      });
      if (at === -1) missing.push(`${name} to ${who}`);
      else beyond.splice(at, 1);
    }
  }
  return { missing, beyond };
}
