import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../db/index.ts';
import { migrations } from '../db/migrations/index.ts';
import { startTestPostgres, type TestPostgres } from './support/testDatabase.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.close());

test('servers that start together migrate an empty database once', async () => {
  const url = await postgres.createEmptyDatabase();
  const told: object[] = [];
  const log = { info: (fields: object) => void told.push(fields), warn: () => undefined };
  const databases = await Promise.all([1, 2, 3].map(() => openDatabase({ url, log })));
  try {
    expect(told).toEqual([{ migrations: migrations.map(({ name }) => name) }]);
    const [first] = databases;
    const rows: unknown = await first?.dataSource.query('SELECT name FROM migrations ORDER BY id');
    expect(rows).toEqual(migrations.map(({ name }) => ({ name })));
  } finally {
    await Promise.all(databases.map((database) => database.close()));
  }
});

test('what the entities say of tables and columns is what the migrations made', async () => {
  const { dataSource } = await postgres.createDatabase();
  for (const { tableName, columns } of dataSource.entityMetadatas) {
    const rows: { name: string; nullable: boolean }[] = await dataSource.query(
      `SELECT column_name AS name, is_nullable = 'YES' AS nullable
       FROM information_schema.columns
       WHERE table_name = $1`,
      [tableName],
    );
    // A table may have more, which the database fills in by itself.
    for (const { databaseName, isNullable } of columns) {
      expect(rows, `${tableName}.${databaseName}`).toContainEqual({
        name: databaseName,
        nullable: isNullable,
      });
    }
  }
});

test('every migration can be taken back', async () => {
  const url = await postgres.createEmptyDatabase();
  const log = { info: () => undefined, warn: () => undefined };
  const database = await openDatabase({ url, log });
  const runner = database.dataSource.createQueryRunner();
  try {
    for (const Migration of [...migrations].reverse()) await new Migration().down(runner);
    const tables: unknown = await runner.query(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
    );
    expect(tables).toEqual([{ name: 'migrations' }]);
  } finally {
    await runner.release();
    await database.close();
  }
});
