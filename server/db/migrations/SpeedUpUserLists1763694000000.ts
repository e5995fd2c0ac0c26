import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Each order in which administrators list accounts is one index, read forwards or backwards, id included. */
export class SpeedUpUserLists1763694000000 implements MigrationInterface {
  readonly name = 'SpeedUpUserLists1763694000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX users_created_at`);
    await runner.query(`CREATE INDEX users_by_creation ON users (created_at, id)`);
    await runner.query(`CREATE INDEX users_by_mail ON users (email, id)`);
    // The planner reads an index alone only where it finds the column itself there beside the expression.
    await runner.query(
      `CREATE INDEX users_by_name ON users (lower(display_name), id) INCLUDE (display_name)`,
    );
    await runner.query(
      `CREATE INDEX users_by_sight ON users (coalesce(last_seen_at, '-infinity'), id)
       INCLUDE (last_seen_at)`,
    );
    // For "contains". It comes with PostgreSQL, but not every one has it, or lets us switch it on: the search then reads
    // all accounts, which is slower and finds the same.
    if (!(await canSwitchOnTrigrams(runner))) return;
    await runner.query(`CREATE EXTENSION IF NOT EXISTS pg_trgm`);
    await runner.query(
      `CREATE INDEX users_search ON users USING gin (lower(email || ' ' || display_name) gin_trgm_ops)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX IF EXISTS users_search`);
    await runner.query(
      `DROP INDEX users_by_creation, users_by_name, users_by_mail, users_by_sight`,
    );
    await runner.query(`CREATE INDEX users_created_at ON users (created_at)`);
  }
}

async function canSwitchOnTrigrams(runner: QueryRunner): Promise<boolean> {
  const [row] = (await runner.query(`
    SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm')
      OR EXISTS (
        SELECT FROM pg_available_extension_versions
        WHERE name = 'pg_trgm' AND (NOT superuser OR trusted)
      ) AND has_database_privilege(current_database(), 'CREATE') AS "isPossible"`)) as {
    isPossible: boolean;
  }[];
  return row?.isPossible ?? false;
}
