import { PROTOCOL_VERSION } from '../../../../shared/contracts/index.ts';
import { planRaw } from './planRaw.ts';
import { planProduce, planRequest } from './planRequest.ts';
import { planRest } from './planRest.ts';
import { Random } from './Random.ts';
import { ACTORS, type ActorName, type Step } from './steps.ts';
import type { Templates } from './templates.ts';
import { slot, type Value } from './values.ts';

const STEPS = { least: 40, most: 80 } as const;

/** How often each of them is in the meeting when it begins. */
const PRESENT: Readonly<Record<ActorName, number>> = {
  guest: 0.7,
  second: 0.3,
  member: 0.7,
  stranger: 0.1,
  host: 0.8,
  admin: 0.2,
};

/** Those who are in the meeting have more that they can do. */
const BUSY: readonly ActorName[] = [
  ...ACTORS,
  'host',
  'host',
  'member',
  'member',
  'guest',
  'guest',
];

const HANDSHAKES: readonly Value[] = [
  { protocolVersion: PROTOCOL_VERSION },
  { protocolVersion: PROTOCOL_VERSION + 1 },
  { protocolVersion: `${PROTOCOL_VERSION}` },
  { protocolVersion: PROTOCOL_VERSION, accessToken: 'x' },
  { protocolVersion: PROTOCOL_VERSION, accessToken: { $text: 3_000 } },
  { protocolVersion: PROTOCOL_VERSION, accessToken: slot('host', 'seatToken') },
  { protocolVersion: PROTOCOL_VERSION, accessToken: slot('member', 'accessToken') },
  {},
  [],
  { $deep: 50 },
];

/** The attack of this number: the same for the same seed, whatever came before it. */
export function planAttack(seed: number, number: number, templates: Templates): Step[] {
  const random = Random.of(seed, number);
  const steps: Step[] = [];
  for (const actor of ACTORS.filter((one) => random.chance(PRESENT[one]))) {
    steps.push(planJoin(actor, random, templates));
    if (random.chance(0.4)) steps.push(planProduce(actor, random, templates));
  }
  if (random.chance(0.3)) steps.push(appointMember());
  for (let left = random.integer(STEPS.least, STEPS.most); left > 0; left--) {
    const step = planStep(random, templates);
    steps.push(step);
    if (random.chance(0.08)) steps.push(step);
    if (random.chance(0.03)) steps.push(random.pick(steps));
  }
  return steps;
}

function planStep(random: Random, templates: Templates): Step {
  const actor = random.pick(BUSY);
  const choice = random.integer(1, 100);
  if (choice <= 5) return planJoin(actor, random, templates);
  if (choice <= 70) return planRequest(actor, random, templates);
  if (choice <= 93) return planRest(actor, random, templates);
  if (choice <= 96) return planRaw(random);
  if (choice <= 98) return { kind: 'drop', actor };
  return { kind: 'connect', actor, auth: random.pick(HANDSHAKES) };
}

function planJoin(actor: ActorName, random: Random, templates: Templates): Step {
  const media = {
    rtpCapabilities: templates.rtpCapabilities,
    ...(random.chance(0.6) && {
      dtls: { send: templates.dtlsParameters(random), recv: templates.dtlsParameters(random) },
    }),
  };
  const input = {
    code: slot('arena', 'code'),
    displayName: `Mallory ${random.hex(4)}`,
    ...(random.chance(0.7) && { media }),
  };
  return {
    kind: 'emit',
    actor,
    name: 'meeting:join',
    args: [input],
    hasAck: true,
    isAwaited: true,
  };
}

function appointMember(): Step {
  const args = [{ participantId: slot('member', 'participantId'), role: 'cohost' }];
  return {
    kind: 'emit',
    actor: 'host',
    name: 'participant:setRole',
    args,
    hasAck: true,
    isAwaited: true,
  };
}
