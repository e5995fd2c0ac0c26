import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, afterEach, expect, test } from 'vitest';
import { startEmbeddedPostgres } from '../../db/embedded/index.ts';
import { MOST_KEPT, PreparingClient } from '../../db/PreparingClient.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../support/temporaryFolder.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

let folder: TemporaryFolder;
let postgres: Awaited<ReturnType<typeof startEmbeddedPostgres>>;
let client: pg.Client;

beforeAll(async () => {
  folder = await createTemporaryFolder();
  postgres = await startEmbeddedPostgres({ dataDir: folder.path, log });
});
beforeEach(async () => {
  client = new PreparingClient({ connectionString: postgres.url });
  await client.connect();
});
afterEach(() => client.end());
afterAll(async () => {
  await postgres.close();
  await folder.remove();
});

async function kept(): Promise<string[]> {
  const { rows } = await client.query<{ statement: string }>(
    'SELECT statement FROM pg_prepared_statements ORDER BY prepare_time',
  );
  return rows.map(({ statement }) => statement);
}

test('a statement with values is read and planned once in a connection, whoever asks it', async () => {
  const sum = 'SELECT $1::int + $2::int AS sum';
  for (const n of [1, 2]) expect((await client.query(sum, [n, 1])).rows).toEqual([{ sum: n + 1 }]);
  await client.query('SELECT 1');
  const called = new Promise((resolve, reject) => {
    client.query(sum, [3, 4], (error, { rows }) => (error ? reject(error) : resolve(rows)));
  });
  expect(await called).toEqual([{ sum: 7 }]);
  expect(await kept()).toEqual([sum]);
});

test('a statement that failed, or that a rollback undid, can be asked again', async () => {
  await expect(client.query('SELECT $1::int FROM nowhere', [1])).rejects.toThrow('nowhere');
  await client.query('CREATE TEMPORARY TABLE nowhere (id int)');
  const insert = 'INSERT INTO nowhere (id) VALUES ($1) RETURNING id';
  await client.query('START TRANSACTION');
  await client.query(insert, [1]);
  await expect(client.query('SELECT 1 / $1::int', [0])).rejects.toThrow('division');
  await client.query('ROLLBACK');
  expect((await client.query(insert, [2])).rows).toEqual([{ id: 2 }]);
  expect((await client.query('SELECT $1::int FROM nowhere', [1])).rowCount).toBe(1);
});

test('what is worded ever anew is not kept without end', async () => {
  for (let length = 1; length <= MOST_KEPT + 20; length += 1) {
    const places = Array.from({ length }, (_, at) => `$${at + 1}`).join(',');
    const values = Array.from({ length }, (_, at) => at);
    const { rows } = await client.query(`SELECT array_length(ARRAY[${places}], 1) AS n`, values);
    expect(rows).toEqual([{ n: length }]);
  }
  expect((await kept()).length).toBeLessThanOrEqual(MOST_KEPT);
});
