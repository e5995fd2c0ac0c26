import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMeetings1763683260000 implements MigrationInterface {
  readonly name = 'CreateMeetings1763683260000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE meetings (
        id uuid PRIMARY KEY,
        code text NOT NULL CONSTRAINT meetings_code UNIQUE,
        owner_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        title text NOT NULL,
        description text NOT NULL,
        status text NOT NULL CHECK (status IN ('scheduled', 'active', 'ended')),
        created_at timestamptz NOT NULL,
        starts_at timestamptz,
        ends_at timestamptz,
        started_at timestamptz,
        ended_at timestamptz CHECK ((ended_at IS NOT NULL) = (status = 'ended')),
        last_seen_at timestamptz,
        max_participants integer,
        sealed_passcode text,
        guests_allowed boolean NOT NULL,
        is_locked boolean NOT NULL,
        -- How lists sort it: what is to come by its start, what is past by its end.
        is_ended boolean NOT NULL GENERATED ALWAYS AS (status = 'ended') STORED,
        listed_at timestamptz NOT NULL
          GENERATED ALWAYS AS (coalesce(ended_at, starts_at, created_at)) STORED,
        CONSTRAINT meetings_listing UNIQUE (id, is_ended, listed_at)
      )`);
    await runner.query(`CREATE INDEX meetings_owner ON meetings (owner_id)`);
    // For the search for meetings that nobody uses any more; greatest() passes over nulls.
    await runner.query(`
      CREATE INDEX meetings_last_use
        ON meetings (greatest(created_at, starts_at, ends_at, last_seen_at))
        WHERE status <> 'ended'`);
    await runner.query(`
      CREATE TABLE meeting_members (
        meeting_id uuid NOT NULL,
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        is_cohost boolean NOT NULL DEFAULT false,
        removed_at timestamptz,
        -- Copies of the meeting's, which the foreign key keeps up to date: one index then counts
        -- and pages an account's meetings without touching the meetings themselves.
        is_ended boolean NOT NULL,
        listed_at timestamptz NOT NULL,
        PRIMARY KEY (meeting_id, user_id),
        FOREIGN KEY (meeting_id, is_ended, listed_at)
          REFERENCES meetings (id, is_ended, listed_at) ON UPDATE CASCADE ON DELETE CASCADE
      )`);
    await runner.query(`
      CREATE INDEX meeting_members_listing
        ON meeting_members (user_id, is_ended, listed_at, meeting_id) INCLUDE (removed_at)`);
    await runner.query(`
      CREATE TABLE participants (
        id uuid PRIMARY KEY,
        meeting_id uuid NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
        user_id uuid REFERENCES users (id) ON DELETE SET NULL,
        display_name text NOT NULL,
        joined_at timestamptz NOT NULL,
        left_at timestamptz,
        removed_at timestamptz,
        hand_raised_at timestamptz
      )`);
    await runner.query(`
      CREATE INDEX participants_meeting ON participants (meeting_id, joined_at, id)`);
    await runner.query(`
      CREATE INDEX participants_user ON participants (user_id) WHERE user_id IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE participants, meeting_members, meetings`);
  }
}
