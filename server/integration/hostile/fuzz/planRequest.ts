import { requests, type RequestName } from '../../../../shared/contracts/index.ts';
import { createHint } from './createHint.ts';
import { valueOf } from './contractValues.ts';
import { mutateValue, strangeValue } from './mutateValue.ts';
import type { Random } from './Random.ts';
import type { ActorName, Step } from './steps.ts';
import { SOURCES, type Templates } from './templates.ts';
import { slot, type Value } from './values.ts';

const REQUEST_NAMES = Object.keys(requests).filter((name): name is RequestName =>
  Object.hasOwn(requests, name),
);

const ENDING: readonly RequestName[] = ['meeting:end', 'meeting:leave'];
const GIVING: readonly RequestName[] = ['meeting:join', 'media:open', 'media:produce'];

/** Names that are none, and those that socket.io keeps for itself. */
const STRANGE_NAMES: readonly Value[] = [
  'meeting:explode',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'connect',
  'disconnect',
  'disconnecting',
  'error',
  'newListener',
  'message',
  '',
  'meeting:join\u0000',
  0,
  1e308,
  { $text: 20_000 },
];

/** One socket message: right, nearly right, or wrong. */
export function planRequest(actor: ActorName, random: Random, templates: Templates): Step {
  const name = pickSparing(random, REQUEST_NAMES, ENDING);
  const hint = createHint(actor, random, templates);
  const valid = valueOf(requests[name].input, random, hint);
  const step = {
    kind: 'emit',
    actor,
    name,
    args: [valid],
    hasAck: true,
    // What gives ids that others can then use.
    isAwaited: GIVING.includes(name) || random.chance(0.1),
  } satisfies Step;
  if (random.chance(0.55)) return step;
  if (random.chance(0.1)) return malformed(step, random);
  let input = valid;
  for (let times = random.integer(1, 3); times > 0; times--) input = mutateValue(input, random);
  return { ...step, args: [input] };
}

/** What ends the game for everybody comes seldom: there is more to try before. */
export function pickSparing<T>(random: Random, all: readonly T[], seldom: readonly T[]): T {
  const picked = random.pick(all);
  return seldom.includes(picked) && random.chance(0.8) ? random.pick(all) : picked;
}

/** A real stream, so that there is something to pause, to close and to watch. */
export function planProduce(actor: ActorName, random: Random, templates: Templates): Step {
  const source = random.pick(SOURCES);
  const transportId = slot(actor, 'sendTransportId');
  const rtpParameters = templates.rtpParameters(random, source);
  const input = { transportId, source, rtpParameters, isPaused: random.chance(0.3) };
  const name = 'media:produce';
  return { kind: 'emit', actor, name, args: [input], hasAck: true, isAwaited: true };
}

/** Not even a request. */
function malformed(step: Extract<Step, { kind: 'emit' }>, random: Random): Step {
  const choice = random.integer(0, 4);
  if (choice === 0) return { ...step, hasAck: false, isAwaited: false };
  if (choice === 1) return { ...step, args: [] };
  if (choice === 2) return { ...step, args: [...step.args, strangeValue(random)] };
  if (choice === 3) return { ...step, args: [strangeValue(random)] };
  return { ...step, name: random.pick(STRANGE_NAMES), hasAck: random.chance(0.5) };
}
