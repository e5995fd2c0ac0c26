import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAccountStore } from '../../db/index.ts';
import { createRefreshFamilyRepository } from '../../db/repositories/refreshFamilyRepository.ts';
import { openMeetingsDatabase, type MeetingsDatabase } from '../meetingsDatabase.ts';

let database: MeetingsDatabase;
beforeAll(async () => {
  database = await openMeetingsDatabase();
});
afterAll(() => database.close());

const NOW = new Date();
const FAMILIES = 1_000;

async function count(table: string): Promise<number> {
  const [row] = await database.dataSource.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM ${table}`,
  );
  return row?.count ?? 0;
}

/** Sign-ins that are over, each with one token. */
async function addOverdue(userId: string): Promise<void> {
  await database.dataSource.query(
    `INSERT INTO refresh_families (id, user_id, client, generation, created_at, rotated_at, expires_at)
     SELECT gen_random_uuid(), $1, 'browser', 0, now(), now(), now() - interval '1 day'
     FROM generate_series(1, $2::int)`,
    [userId, FAMILIES],
  );
  await database.dataSource.query(
    `INSERT INTO refresh_tokens (hash, family_id, generation)
     SELECT decode(md5(id::text), 'hex'), id, 0 FROM refresh_families`,
  );
}

test('a backlog that no single statement deletes in time is purged all the same', async () => {
  const { dataSource } = database;
  const { id } = await database.addAccount('Ana');
  await addOverdue(id);
  await dataSource.query(
    `CREATE FUNCTION take_time() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN PERFORM pg_sleep(0.003); RETURN OLD; END $$`,
  );
  await dataSource.query(
    `CREATE TRIGGER slow BEFORE DELETE ON refresh_families FOR EACH ROW EXECUTE FUNCTION take_time()`,
  );
  await dataSource.transaction(async (manager) => {
    await manager.query(`SET LOCAL statement_timeout = '2s'`);
    await createRefreshFamilyRepository(manager).purge(NOW);
  });
  await dataSource.query(`DROP TRIGGER slow ON refresh_families`);
  expect(await count('refresh_families')).toBe(0);
  expect(await count('refresh_tokens')).toBe(0);
});

test('tokens of long ago go, however many there are, and those that still tell of a theft stay', async () => {
  const { dataSource } = database;
  const { id: userId } = await database.addAccount('Ben');
  const familyId = randomUUID();
  await dataSource.query(
    `INSERT INTO refresh_families (id, user_id, client, generation, created_at, rotated_at, expires_at)
     VALUES ($1, $2, 'browser', 8000, now(), now(), now() + interval '1 day')`,
    [familyId, userId],
  );
  await dataSource.query(
    `INSERT INTO refresh_tokens (hash, family_id, generation)
     SELECT decode(md5(n::text), 'hex'), $1, n FROM generate_series(0, 8000) n`,
    [familyId],
  );
  await createAccountStore(dataSource).families.purge(NOW);
  expect(await count('refresh_tokens')).toBe(1001);
});
