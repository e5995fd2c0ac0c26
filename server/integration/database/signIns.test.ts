import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAccounts, type Accounts } from '../../accounts/index.ts';
import { MOST_SIGN_INS } from '../../accounts/Sessions.ts';
import { createAccountStore } from '../../db/index.ts';
import { openMeetingsDatabase, type MeetingsDatabase } from '../meetingsDatabase.ts';
import { PASSWORD } from '../support/ApiClient.ts';

const ADDRESS = '192.0.2.1';
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

let database: MeetingsDatabase;
let accounts: Accounts;
beforeAll(async () => {
  database = await openMeetingsDatabase();
  accounts = createAccounts({
    store: createAccountStore(database.dataSource),
    // Of what is not about signing in nothing is asked here.
    blobs: { put: fail, get: fail, delete: fail },
    liveSessions: { endUser: fail, moveSignIn: fail },
    ownedMeetings: { idsOwnedBy: fail, closeDeleted: fail },
    secret: randomBytes(32),
    log: silent,
  });
});
afterAll(() => database.close());

function fail(): never {
  throw new Error('not asked for in this test');
}

async function register() {
  const email = `${randomUUID()}@example.org`;
  const details = { email, password: PASSWORD, displayName: 'Ana', locale: 'en' as const };
  const { user } = await accounts.signIn.register({ ...details, client: 'desktop' }, ADDRESS);
  return { id: user.id, login: () => logIn(email) };
}

const logIn = (email: string) =>
  accounts.signIn.login({ email, password: PASSWORD, client: 'desktop' }, ADDRESS);

async function countOf(sql: string, values: unknown[] = []): Promise<number> {
  const [row] = await database.dataSource.query<{ count: number }[]>(sql, values);
  return row?.count ?? 0;
}
const waiting = () => countOf(`SELECT count(*)::int AS count FROM pg_locks WHERE NOT granted`);

test('[P5] a log-in with a password that is changed while it is verified opens nothing', async () => {
  const { id, login } = await register();
  const { loggingIn } = await database.dataSource.transaction(async (manager) => {
    // As whoever changes it goes about it: the account's row, then its sign-ins.
    await manager.query(`UPDATE users SET password_hash = 'another' WHERE id = $1`, [id]);
    const attempt = login().catch((error: unknown) => error);
    await expect.poll(waiting).toBe(1);
    await manager.query(`UPDATE refresh_families SET revoked_at = now() WHERE user_id = $1`, [id]);
    return { loggingIn: attempt };
  });
  expect(await loggingIn).toMatchObject({ code: 'invalid_credentials' });
  const sql = `SELECT count(*)::int AS count FROM refresh_families WHERE user_id = $1 AND revoked_at IS NULL`;
  expect(await countOf(sql, [id])).toBe(0);
});

test('an account has so many sign-ins and no more: of more, those that were used last', async () => {
  const { id, login } = await register();
  await database.dataSource.query(
    `INSERT INTO refresh_families (id, user_id, client, generation, created_at, rotated_at, expires_at)
     SELECT gen_random_uuid(), $1, 'browser', 0, now(), now() - interval '1 day', now() + interval '1 day'
     FROM generate_series(1, $2::int)`,
    [id, MOST_SIGN_INS],
  );
  const { familyId } = await login();
  const count = `SELECT count(*)::int AS count FROM refresh_families WHERE user_id = $1`;
  expect(await countOf(count, [id])).toBe(MOST_SIGN_INS);
  expect(await countOf(`${count} AND id = $2`, [id, familyId])).toBe(1);
});
