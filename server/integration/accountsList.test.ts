import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes, type AdminUser, type Session } from '../../shared/contracts/index.ts';
import { ApiClient, newPerson } from './support/ApiClient.ts';
import { startTestPostgres, type TestPostgres } from './support/testDatabase.ts';
import { startTestServer, type TestServer } from './support/testServer.ts';

const ORDERS = ['createdAt', 'displayName', 'email', 'lastSeenAt'].flatMap((sort) =>
  ['asc', 'desc'].map((order) => ({ sort, order })),
);
const KEYS: Readonly<Record<string, string>> = {
  createdAt: 'created_at',
  displayName: 'lower(display_name)',
  email: 'email',
  lastSeenAt: `coalesce(last_seen_at, '-infinity')`,
};
/** More than are counted. */
const CROWD = 1100;

let postgres: TestPostgres;
let server: TestServer;
let database: pg.Client;
let api: ApiClient;
let admin: Session;

beforeAll(async () => {
  postgres = await startTestPostgres();
  const url = await postgres.createEmptyDatabase();
  server = await startTestServer({ env: { DATABASE_URL: url } });
  database = new pg.Client({ connectionString: url });
  await database.connect();
  api = new ApiClient(server.url);
  const { setupToken } = server;
  admin = await api.signIn('/auth/register', newPerson({ setupToken }));
  await addAlike();
});
afterAll(async () => {
  await database.end();
  await server.close();
  await postgres.close();
});

/** Thirty who are hard to keep apart: by a microsecond or by nothing, by case or by nothing, seen at once or never. */
async function addAlike(): Promise<void> {
  await database.query(`
    INSERT INTO users (id, email, password_hash, display_name, role, created_at, last_seen_at)
    SELECT gen_random_uuid(), 'alike' || n || '@example.org', '',
      (ARRAY['Ana', 'ANA', 'ana', '王小明', '"\\', 'İ'])[1 + n % 6], 'member',
      '2026-03-14 15:09:26.535+00'::timestamptz + (n / 3) * interval '1 microsecond',
      CASE WHEN n % 2 = 0 THEN '2026-03-15 00:00+00'::timestamptz + (n / 4) * interval '1 microsecond' END
    FROM generate_series(1, 30) n`);
}

const get = (query: Record<string, string | number>) =>
  api.send(
    'GET',
    `/users?${new URLSearchParams(Object.entries(query).map(([k, v]) => [k, `${v}`]))}`,
    {
      token: admin.accessToken,
    },
  );

async function list(query: Record<string, string | number>) {
  const answer = await get(query);
  expect(answer.status, answer.text).toBe(200);
  return routes.listUsers.response.parse(answer.body.data);
}

const idsOf = (items: readonly AdminUser[]) => items.map(({ id }) => id);

/** From where it is to the end on that side, each page as it came. */
async function walk(
  query: Record<string, string | number>,
  side: 'next' | 'previous',
  from: string | null,
) {
  const pages: AdminUser[][] = [];
  let last = from;
  for (let cursor = from; cursor !== null;) {
    const page = await list({ ...query, [side === 'next' ? 'after' : 'before']: cursor });
    expect(page.total).toBeNull();
    pages.push(page.items);
    cursor = page[side];
    last = page[side === 'next' ? 'previous' : 'next'];
  }
  return { pages, back: last };
}

async function allInOrder({ sort, order }: { sort: string; order: string }): Promise<string[]> {
  const { rows } = await database.query<{ id: string }>(
    `SELECT id FROM users ORDER BY ${KEYS[sort]} ${order}, id ${order}`,
  );
  return rows.map(({ id }) => id);
}

describe.each(ORDERS)('by $sort, $order', (by) => {
  test.each([1, 4, 31, 100])(
    'pages of %d hold everybody once, there and back',
    async (pageSize) => {
      const all = await allInOrder(by);
      const query = { ...by, pageSize };
      const first = await list(query);
      expect(first).toMatchObject({ total: all.length, previous: null });
      const there = await walk(query, 'next', first.next);
      expect(idsOf([first.items, ...there.pages].flat())).toEqual(all);
      const back = await walk(query, 'previous', there.back);
      const lastPage = there.pages.at(-1) ?? [];
      expect(idsOf([...back.pages.toReversed(), lastPage].flat())).toEqual(
        there.pages.length > 0 ? all : [],
      );
    },
  );
});

describe.each(ORDERS)('by $sort, $order', (by) => {
  test('a page goes on where somebody was who has been deleted', async () => {
    const all = await allInOrder(by);
    const query = { ...by, pageSize: 5 };
    const first = await list(query);
    const second = await list({ ...query, after: String(first.next) });
    await database.query('DELETE FROM users WHERE id = ANY ($1) AND id <> $2', [
      [all[4], all[5]],
      admin.user.id,
    ]);
    const left = new Set(await allInOrder(by));
    const after = await list({ ...query, after: String(first.next) });
    expect(idsOf(after.items)).toEqual(
      all
        .slice(5)
        .filter((id) => left.has(id))
        .slice(0, 5),
    );
    const before = await list({ ...query, before: String(second.previous) });
    expect(idsOf(before.items)).toEqual(all.slice(0, 5).filter((id) => left.has(id)));
    expect(before.previous).toBeNull();
  });
});

test('where everybody has been deleted on that side, a page is empty and leads nowhere', async () => {
  const byMail = { sort: 'email', order: 'asc' };
  const gone = { ...byMail, search: '@deleted' };
  const add = (name: string) =>
    api.signIn('/auth/register', newPerson({ email: `${name}@deleted.example` }));
  const people = [await add('a'), await add('b')];
  const first = await list({ ...gone, pageSize: 1 });
  expect(first.total).toBe(2);
  await database.query('DELETE FROM users WHERE id = ANY ($1)', [
    people.map(({ user }) => user.id),
  ]);
  expect(await list({ ...gone, after: String(first.next) })).toEqual({
    items: [],
    total: null,
    next: null,
    previous: null,
  });
});

test('whoever signs up meanwhile moves nobody onto the next page', async () => {
  const query = { sort: 'createdAt', order: 'desc', pageSize: 3 };
  const all = await allInOrder(query);
  const first = await list(query);
  const late = await api.signIn('/auth/register', newPerson());
  const second = await list({ ...query, after: String(first.next) });
  expect(idsOf([...first.items, ...second.items])).toEqual(all.slice(0, 6));
  const { items, previous } = await list({ ...query, before: String(first.next), pageSize: 100 });
  expect(idsOf(items)).toEqual([late.user.id, ...all.slice(0, 2)]);
  expect(previous).toBeNull();
});

test('a search that fits many comes by pages too, uncounted; one that fits few is counted', async () => {
  await database.query(
    `INSERT INTO users (id, email, password_hash, display_name, role, created_at)
     SELECT gen_random_uuid(), 'many' || n || '@crowd.example', '', 'Somebody', 'member', now()
     FROM generate_series(1, $1) n`,
    [CROWD],
  );
  const many = { search: 'CROWD.example', sort: 'displayName', pageSize: 100 };
  const first = await list(many);
  expect(first.total).toBeNull();
  const there = await walk(many, 'next', first.next);
  const found = new Set(idsOf([first.items, ...there.pages].flat()));
  expect(there.pages).toHaveLength(CROWD / 100 - 1);
  expect(found.size).toBe(CROWD);

  const few = { search: 'many110', sort: 'email', order: 'asc', pageSize: 1 };
  const one = await list(few);
  expect(one.total).toBe(2);
  const { pages, back } = await walk(few, 'next', one.next);
  const emails = [one.items, ...pages].flat().map(({ email }) => email);
  expect(emails.sort()).toEqual(['many1100@crowd.example', 'many110@crowd.example']);
  expect((await walk(few, 'previous', back)).pages).toEqual([one.items]);
});

describe('a cursor is refused', () => {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const ID = '6f1b0c5e-93a1-4c5d-8b55-0c6f3ad0f2aa';
  const TIME = '2026-11-21T09:41:52.123456';
  test.each<[string, Record<string, string>]>([
    ['of another order', { sort: 'email', after: encode(['createdAt', TIME, ID]) }],
    ['of the other time', { sort: 'lastSeenAt', before: encode(['createdAt', TIME, ID]) }],
    ['of a name for an address', { sort: 'email', after: encode(['displayName', 'ana', ID]) }],
    ['with NUL in it', { sort: 'email', after: encode(['email', 'a\0b', ID]) }],
    [
      'with half a character',
      { sort: 'displayName', after: encode(['displayName', '\ud800', ID]) },
    ],
    ['without an id', { after: encode(['createdAt', TIME]) }],
    ['with something else for an id', { after: encode(['createdAt', TIME, "' OR 1=1 --"]) }],
    ['with more in it', { after: encode(['createdAt', TIME, ID, 1]) }],
    ['with a number for a time', { after: encode(['createdAt', 1, ID]) }],
    ['with a word for a time', { after: encode(['createdAt', 'now', ID]) }],
    ['of the year nought', { after: encode(['createdAt', '0000-01-01T00:00:00', ID]) }],
    ['of the 30th of February', { after: encode(['createdAt', '2026-02-30T00:00:00', ID]) }],
    ['of a zone', { after: encode(['createdAt', '2026-01-01T00:00:00+23:59', ID]) }],
    ['of never where all were created', { after: encode(['createdAt', '-infinity', ID]) }],
    ['of the end of time', { sort: 'lastSeenAt', after: encode(['lastSeenAt', 'infinity', ID]) }],
    ['that is an object', { after: encode({ sort: 'createdAt', key: TIME, id: ID }) }],
    ['that is no JSON', { after: 'bm9wZQ' }],
    ['that is no base64url', { after: 'a b' }],
    ['that is empty', { after: '' }],
    ['that is too long', { after: 'a'.repeat(1001) }],
    [
      'beside another',
      { after: encode(['createdAt', TIME, ID]), before: encode(['createdAt', TIME, ID]) },
    ],
  ])('%s', async (_what, query) => {
    const { status, body } = await get(query);
    expect(status).toBe(400);
    expect(body.error).toBe('invalid_input');
    expect(Object.keys(body.fields ?? {})).toEqual([query['before'] ? 'before' : 'after']);
  });

  test('and taken at the edges of time', async () => {
    for (const time of ['0001-01-01T00:00:00', '9999-12-31T23:59:59.999999']) {
      expect((await get({ after: encode(['createdAt', time, ID]) })).status).toBe(200);
    }
    const never = encode(['lastSeenAt', '-infinity', ID]);
    expect((await get({ sort: 'lastSeenAt', before: never })).status).toBe(200);
  });
});
