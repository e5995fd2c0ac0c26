import type { MediaIds } from '../support/MediaIds.ts';
import type { Hint } from './contractValues.ts';
import { strangeValue } from './mutateValue.ts';
import type { Random } from './Random.ts';
import { ACTORS, type ActorName } from './steps.ts';
import { SOURCES, type Templates } from './templates.ts';
import { slot, type Value } from './values.ts';
import type { WitnessId } from './Witness.ts';

const VICTIM = 'witness';

/** Fills fields with what means something to the server: one's own, another's of the meeting, another meeting's. */
export function createHint(actor: ActorName, random: Random, templates: Templates): Hint {
  const source = random.pick(SOURCES);
  /** An administrator may act on accounts: those of the witness are not for this one to find out. */
  const accounts = actor === 'admin' ? ACTORS : [...ACTORS, VICTIM];
  const owners = [actor, actor, ...ACTORS, VICTIM];
  const own = (name: string) => slot(actor, name);
  const anybodys = (name: WitnessId) => (random: Random) => slot(random.pick(owners), name);
  /** Media of others are named by nobody but who made up their mind to: the witness's are as good as any. */
  const anothers = (name: keyof MediaIds) => (random: Random) =>
    random.chance(0.5) ? slot(VICTIM, name) : anybodys(name)(random);
  const table: Record<string, (random: Random) => Value | undefined> = {
    code: (random) => slot(random.pick(['arena', 'arena', 'arena', VICTIM]), 'code'),
    participantId: anybodys('participantId'),
    userId: (random) => slot(random.pick(accounts), 'userId'),
    seatToken: (random) => slot(random.pick([actor, actor, ...ACTORS]), 'seatToken'),
    sessionId: anybodys('sessionId'),
    transportId: (random) =>
      random.chance(0.75)
        ? own(random.pick(['sendTransportId', 'sendTransportId', 'recvTransportId']))
        : anothers(random.pick(['sendTransportId', 'recvTransportId']))(random),
    producerId: (random) =>
      random.chance(0.6) ? own('producerId') : anothers('producerId')(random),
    consumerId: (random) =>
      random.chance(0.5) ? own('consumerId') : anothers('consumerId')(random),
    consumerIds: (random) => random.pickUpTo(owners, 4).map((owner) => slot(owner, 'consumerId')),
    beforeId: anybodys('messageId'),
    after: strangeCursor,
    before: (random) => (random.chance(0.2) ? strangeCursor(random) : undefined),
    id: (random) => (random.chance(0.9) ? random.uuid() : anybodys('messageId')(random)),
    rtpCapabilities: () => templates.rtpCapabilities,
    source: () => source,
    rtpParameters: (random) =>
      templates.rtpParameters(random, random.chance(0.9) ? source : random.pick(SOURCES)),
    dtlsParameters: (random) => templates.dtlsParameters(random),
    dtls: (random) => ({
      send: templates.dtlsParameters(random),
      recv: templates.dtlsParameters(random),
    }),
    displayName: (random) => `Mallory ${random.hex(4)}`,
    title: (random) => `Arena ${random.hex(4)}`,
    refreshToken: (random) => (random.chance(0.5) ? own('refreshToken') : random.hex(43)),
    email: (random) => (random.chance(0.5) ? own('email') : `${random.hex(8)}@example.org`),
    password: (random) => (random.chance(0.3) ? own('password') : random.hex(12)),
    currentPassword: (random) => (random.chance(0.3) ? own('password') : random.hex(12)),
    newPassword: () => own('password'),
    setupToken: (random) => random.hex(43),
  };
  return (name, random) => (Object.hasOwn(table, name) ? table[name]?.(random) : undefined);
}

const TIMES = [
  '2026-11-21T09:41:52.123456',
  '0000-01-01T00:00:00',
  '0001-01-01T00:00:00',
  '9999-12-31T23:59:59.999999',
  '2026-02-30T00:00:00',
  '-infinity',
  'infinity',
  'now',
] as const;

/** A place in the list of accounts, well formed: what is in it is for the server to find out. */
function strangeCursor(random: Random): Value {
  const sort = random.pick(['createdAt', 'displayName', 'email', 'lastSeenAt']);
  const key = random.chance(0.7) ? random.pick(TIMES) : strangeValue(random);
  return Buffer.from(JSON.stringify([sort, key, random.uuid()])).toString('base64url');
}
