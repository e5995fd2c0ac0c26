import type pg from 'pg';

/** How much there is; the tables hang together as a server's do that has been in use for two years. */
export interface Size {
  users: number;
  meetings: number;
  /** Sign-ins whose refresh token is known to the bench, see `refreshTokenOf`. */
  sessions: number;
}

/** Of the first users, who may list the others. */
export const ADMINS = 20;

export const emailOf = (user: number): string => `person${user}@example.org`;
export const refreshTokenOf = (session: number): string => `bench-token-${session}`;

/** Made alike wherever it is named, so that rows refer to each other without being read back; a UUID of version 4 by its form. */
const ID = (kind: string) => (n: string) =>
  `overlay(overlay(md5('${kind}' || (${n})) placing '4' from 13 for 1) placing '8' from 17 for 1)::uuid`;
const USER_ID = ID('user');
const MEETING_ID = ID('meeting');
const FAMILY_ID = ID('family');

/**
 * Fills a migrated database, a table at a time, without going through the product: what is measured is the reading, and
 * the writing that comes on top. Few own much and most own little, as everywhere.
 */
export async function seed(client: pg.Client, size: Size, passwordHash: string): Promise<void> {
  await client.query('SET statement_timeout = 0');
  // What refers to what is right by the way in which it is made: asking of each row again would take half of the time.
  await client.query('SET session_replication_role = replica');
  await client.query(`SET work_mem = '128MB'`);
  // Seeded: each run has the same rows.
  await client.query('SELECT setseed(0.42)');
  await client.query(insertUsers, [size.users, passwordHash]);
  await client.query(insertMeetings, [size.meetings, size.users]);
  await client.query(insertMembers, [size.meetings, size.users]);
  await client.query(insertParticipants);
  await client.query(insertFamilies, [size.sessions]);
  await client.query(insertTokens, [size.sessions]);
  // As autovacuum leaves it after a while.
  await client.query('VACUUM ANALYZE');
}

const insertUsers = `
  INSERT INTO users (id, email, password_hash, display_name, role, created_at, last_seen_at)
  SELECT ${USER_ID('n')}, 'person' || n || '@example.org', $2,
    (ARRAY['Ana', 'Ben', 'Cleo', 'Dan', 'Eve', 'Finn', 'Grete', 'Hugo', 'Ines', 'Jonas'])[1 + n % 10]
      || ' ' || initcap(substr(md5('name' || n), 1, 8)),
    CASE WHEN n < ${ADMINS} THEN 'admin' ELSE 'member' END,
    now() - n * interval '10 minutes',
    CASE WHEN n % 5 > 0 THEN now() - random() * interval '90 days' END
  FROM generate_series(0, $1::int - 1) n`;

/** 70 % are over, 28 % are to come, the rest goes on now. */
const insertMeetings = `
  INSERT INTO meetings (id, code, owner_id, title, description, status, created_at, starts_at, ends_at,
    started_at, ended_at, last_seen_at, guests_allowed, is_locked)
  SELECT ${MEETING_ID('n')}, code, ${USER_ID('owner')}, 'Meeting ' || n, repeat('What it is about. ', n % 8),
    status, at - interval '1 day', at, at + interval '1 hour',
    CASE WHEN status <> 'scheduled' THEN at END,
    CASE WHEN status = 'ended' THEN at + interval '1 hour' END,
    CASE WHEN status <> 'scheduled' THEN at + interval '1 hour' END,
    true, false
  FROM (
    SELECT n,
      (SELECT overlay(overlay(string_agg(
          substr('abcdefghjkmnpqrstuvwxyz', 1 + get_byte(decode(md5('code' || n), 'hex'), i) % 23, 1), '' ORDER BY i
        ) placing '-' from 4 for 0) placing '-' from 9 for 0)
        FROM generate_series(0, 9) i) AS code,
      floor(power(random(), 3) * $2::int)::int AS owner,
      CASE WHEN n % 100 < 70 THEN 'ended' WHEN n % 100 < 98 THEN 'scheduled' ELSE 'active' END AS status,
      CASE
        WHEN n % 100 < 70 THEN now() - random() * interval '700 days'
        WHEN n % 100 < 98 THEN now() + random() * interval '90 days'
        ELSE now() - random() * interval '1 hour'
      END AS at
    FROM generate_series(0, $1::int - 1) n
  ) planned`;

/** The owner, and three others. */
const insertMembers = `
  INSERT INTO meeting_members (meeting_id, user_id, is_cohost, is_ended, listed_at)
  SELECT id, user_id, is_cohost, is_ended, listed_at
  FROM (
    SELECT meetings.id, meetings.owner_id AS user_id, false AS is_cohost, is_ended, listed_at FROM meetings
    UNION ALL
    SELECT ${MEETING_ID('n')}, ${USER_ID('floor(power(random(), 3) * $2::int)::int')}, k = 1, is_ended, listed_at
    FROM generate_series(0, $1::int - 1) n
      CROSS JOIN generate_series(1, 3) k
      JOIN meetings ON meetings.id = ${MEETING_ID('n')}
  ) members
  ON CONFLICT DO NOTHING`;

/** A seat for each member of what has begun. */
const insertParticipants = `
  INSERT INTO participants (id, meeting_id, user_id, display_name, joined_at, left_at)
  SELECT gen_random_uuid(), meetings.id, users.id, users.display_name, meetings.started_at, meetings.ended_at
  FROM meeting_members
    JOIN meetings ON meetings.id = meeting_members.meeting_id
    JOIN users ON users.id = meeting_members.user_id
  WHERE meetings.started_at IS NOT NULL`;

const insertFamilies = `
  INSERT INTO refresh_families (id, user_id, client, generation, created_at, rotated_at, expires_at)
  SELECT ${FAMILY_ID('n')}, ${USER_ID('n')}, 'desktop', 0, now(), now(), now() + interval '30 days'
  FROM generate_series(0, $1::int - 1) n`;

const insertTokens = `
  INSERT INTO refresh_tokens (hash, family_id, generation)
  SELECT sha256(convert_to('bench-token-' || n, 'UTF8')), ${FAMILY_ID('n')}, 0
  FROM generate_series(0, $1::int - 1) n`;
