// Run by compareStores.ts as a process of its own, on the product's core: does so many operations of the mix as a line of
// its standard input says, one after another, and answers with the time on a core that they took it.
import { createHash, randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { z } from 'zod';
import { seededRandom } from '../../../../desktop/e2e/support/network/seededRandom.ts';
import { refreshTokenOf } from '../seed.ts';
import type { UserPosition } from '../../../../server/accounts/index.ts';
import { openOrmStores } from './openOrmStores.ts';
import { openPlainStores } from './openPlainStores.ts';
import type { StoreWork } from './StoreWork.ts';

const KEYS = 2_000;

const [path = '', url = '', firstSession = ''] = process.argv.slice(2);
const stores = await (path === 'orm' ? openOrmStores(url) : openPlainStores(url));
const keys = await readKeys();
const work = createWork(stores, keys, seededRandom(7), Number(firstSession));
process.stdout.write(`${JSON.stringify({ isReady: true })}\n`);
for await (const line of createInterface({ input: process.stdin })) {
  const operations = z.coerce.number().parse(line);
  const before = process.cpuUsage();
  for (let operation = 0; operation < operations; operation += 1) await work();
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(`${JSON.stringify({ cpuSeconds: (user + system) / 1e6 })}\n`);
}
await stores.close();

interface Keys {
  meetings: { id: string; code: string; user_id: string }[];
  seats: string[];
  families: string[];
}

async function readKeys(): Promise<Keys> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const read = async <T extends pg.QueryResultRow>(sql: string) =>
    (await client.query<T>(sql)).rows;
  const result = {
    meetings: await read<Keys['meetings'][number]>(
      `SELECT id, code, user_id FROM meetings JOIN meeting_members ON meeting_id = id
       WHERE NOT meetings.is_ended ORDER BY md5(code || user_id) LIMIT ${KEYS}`,
    ),
    seats: (await read<{ id: string }>(`SELECT id FROM participants LIMIT ${KEYS}`)).map(
      ({ id }) => id,
    ),
    families: (
      await read<{ id: string }>(`SELECT id FROM refresh_families ORDER BY id LIMIT ${KEYS}`)
    ).map(({ id }) => id),
  };
  await client.end();
  return result;
}

/** @returns does the next operation: about as the product does them at a busy hour */
function createWork(
  store: StoreWork,
  { meetings, seats, families }: Keys,
  random: () => number,
  session: number,
): () => Promise<unknown> {
  const pick = <T>(items: readonly T[]): T => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new Error('the database is empty');
    return item;
  };
  // A chain of refreshes of one sign-in, each with the token of the one before.
  let token = sha256(refreshTokenOf(session));
  // The list of accounts is read a few pages far, then from its beginning again.
  let place: UserPosition | null = null;
  const mix: readonly [share: number, operation: () => Promise<unknown>][] = [
    [25, () => withMeeting(({ code, user_id }) => store.findMeeting(code, user_id))],
    [20, () => withMeeting(({ user_id }) => store.listMeetings(user_id))],
    [10, () => store.findSeat(pick(seats))],
    [12, () => withMeeting(({ user_id }) => store.findUser(user_id))],
    [15, () => store.findSession(pick(families))],
    [1, leaf],
    [6, refresh],
    [4, () => withMeeting(({ user_id }) => store.addMeeting(randomUUID(), randomUUID(), user_id))],
    [7, () => withMeeting(({ id, user_id }) => store.addMessage(randomUUID(), id, user_id))],
  ];
  return () => {
    let at = random() * 100;
    const next = mix.find(([share]) => (at -= share) < 0) ?? mix[0];
    if (!next) throw new Error('the mix is empty');
    return next[1]();
  };

  function withMeeting<T>(use: (meeting: Keys['meetings'][number]) => T): T {
    return use(pick(meetings));
  }

  async function leaf(): Promise<unknown> {
    const page = await store.listUsers(random() < 0.25 ? null : place);
    place = page.next;
    return page;
  }

  async function refresh(): Promise<unknown> {
    const next = sha256(randomUUID());
    const result = await store.refresh(token, next);
    token = next;
    return result;
  }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
