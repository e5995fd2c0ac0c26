import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAccounts1763683200000 implements MigrationInterface {
  readonly name = 'CreateAccounts1763683200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE users (
        id uuid PRIMARY KEY,
        -- The contract folds it to lower case before it gets here.
        email text NOT NULL UNIQUE CHECK (email = lower(email)),
        password_hash text NOT NULL,
        display_name text NOT NULL,
        role text NOT NULL CHECK (role IN ('member', 'admin')),
        locale text,
        avatar_version text,
        created_at timestamptz NOT NULL,
        last_seen_at timestamptz,
        banned_at timestamptz,
        ban_reason text
      )`);
    await runner.query(`CREATE INDEX users_created_at ON users (created_at)`);
    await runner.query(`CREATE INDEX users_admins ON users (id) WHERE role = 'admin'`);
    await runner.query(`
      CREATE TABLE refresh_families (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        client text NOT NULL CHECK (client IN ('browser', 'desktop')),
        generation integer NOT NULL,
        created_at timestamptz NOT NULL,
        rotated_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        revoked_at timestamptz
      )`);
    await runner.query(`CREATE INDEX refresh_families_user ON refresh_families (user_id)`);
    await runner.query(`CREATE INDEX refresh_families_expiry ON refresh_families (expires_at)`);
    await runner.query(`
      CREATE TABLE refresh_tokens (
        hash bytea PRIMARY KEY,
        family_id uuid NOT NULL REFERENCES refresh_families (id) ON DELETE CASCADE,
        generation integer NOT NULL
      )`);
    await runner.query(`CREATE INDEX refresh_tokens_family ON refresh_tokens (family_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE refresh_tokens, refresh_families, users`);
  }
}
