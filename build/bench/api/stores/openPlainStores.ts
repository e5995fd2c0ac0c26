import pg from 'pg';
import type { UserPosition } from '../../../../server/accounts/index.ts';
import { PreparingClient } from '../../../../server/db/index.ts';
import { COUNTED_USERS } from '../../../../shared/contracts/index.ts';
import { newMeeting, newMessage } from './newRows.ts';
import type { StoreWork } from './StoreWork.ts';

const MEETING = `meeting.id, meeting.code, meeting.owner_id, meeting.title, meeting.description, meeting.status,
  meeting.created_at, meeting.starts_at, meeting.ends_at, meeting.started_at, meeting.ended_at, meeting.last_seen_at,
  meeting.max_participants, meeting.sealed_passcode, meeting.guests_allowed, meeting.is_locked`;
const MEETING_OF = `SELECT ${MEETING}, owner.display_name AS host_name, member.is_cohost, member.removed_at AS gone_at
  FROM meetings meeting
  JOIN users owner ON owner.id = meeting.owner_id
  LEFT JOIN meeting_members member ON member.meeting_id = meeting.id AND member.user_id = $1`;
const SEAT = `SELECT seat.id, seat.meeting_id, seat.user_id, seat.display_name, seat.joined_at, seat.left_at,
    seat.removed_at, seat.hand_raised_at, meeting.owner_id, meeting.status, member.is_cohost
  FROM participants seat
  JOIN meetings meeting ON meeting.id = seat.meeting_id
  LEFT JOIN meeting_members member ON member.meeting_id = seat.meeting_id AND member.user_id = seat.user_id
  WHERE seat.id = $1`;
const USER = `id, email, password_hash, display_name, role, locale, avatar_version, created_at, last_seen_at, banned_at, ban_reason`;
const FAMILY = `id, user_id, client, generation, created_at, rotated_at, expires_at, revoked_at`;
const STANDINGS = `SELECT family.id AS family_id, family.expires_at, family.revoked_at, account.id AS user_id,
    account.display_name, account.role, account.avatar_version, account.banned_at, account.ban_reason
  FROM refresh_families family JOIN users account ON account.id = family.user_id
  WHERE family.id = ANY ($1::uuid[])`;

type Row = Record<string, unknown>;
const timeOf = (value: unknown) => (value instanceof Date ? value.getTime() : null);

/** The same queries, kept prepared in the same way, written by hand over pg and its pool, mapped by hand to the same records. */
export function openPlainStores(url: string): Promise<StoreWork> {
  const pool = new pg.Pool({ connectionString: url, max: 20, Client: PreparingClient });
  const one = async (sql: string, values: unknown[]) =>
    (await pool.query<Row>(sql, values)).rows[0] ?? null;
  return Promise.resolve({
    findMeeting: async (code, userId) => {
      const row = await one(`${MEETING_OF} WHERE meeting.code = $2`, [userId, code]);
      return row && toMeetingOf(row);
    },
    listMeetings: (userId) => listMeetings(pool, userId),
    findSeat: async (participantId) => {
      const row = await one(SEAT, [participantId]);
      return row && toSeat(row);
    },
    findUser: async (userId) => {
      const row = await one(`SELECT ${USER} FROM users WHERE id = $1`, [userId]);
      return row && toUser(row);
    },
    findSession: async (familyId) => {
      const { rows } = await pool.query<Row>(STANDINGS, [[familyId]]);
      return rows.map(toStanding);
    },
    listUsers: (after) => listUsers(pool, after),
    refresh: (tokenHash, nextHash) =>
      inTransaction(pool, (client) => rotate(client, tokenHash, nextHash)),
    addMeeting: (id, code, ownerId) =>
      inTransaction(pool, (client) => addMeeting(client, id, code, ownerId)),
    addMessage: async (id, meetingId, participantId) => {
      const message = newMessage(id, meetingId, participantId);
      const { displayName, text, sentAt } = message;
      const { rowCount } = await pool.query(
        `INSERT INTO chat_messages (meeting_id, id, participant_id, display_name, text, sent_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING id`,
        [meetingId, id, participantId, displayName, text, new Date(sentAt)],
      );
      return { message, isNew: rowCount === 1 };
    },
    close: () => pool.end(),
  });
}

async function listMeetings(pool: pg.Pool, userId: string): Promise<unknown> {
  const listed = `FROM meeting_members WHERE user_id = $1 AND is_ended = false AND removed_at IS NULL`;
  const counted = await pool.query<{ total: number }>(`SELECT count(*)::int AS total ${listed}`, [
    userId,
  ]);
  const ids = await pool.query<{ id: string }>(
    `SELECT meeting_id AS id ${listed} ORDER BY listed_at, meeting_id LIMIT 20 OFFSET 0`,
    [userId],
  );
  const order = ids.rows.map(({ id }) => id);
  const rows = await pool.query<Row>(`${MEETING_OF} WHERE meeting.id = ANY ($2::uuid[])`, [
    userId,
    order,
  ]);
  const byId = new Map(rows.rows.map((row) => [row['id'], row]));
  const items = order.flatMap((id) => {
    const row = byId.get(id);
    return row ? [toMeetingOf(row)] : [];
  });
  return { items, total: counted.rows[0]?.total ?? 0 };
}

async function listUsers(pool: pg.Pool, after: UserPosition | null) {
  const size = 20;
  const sought = await pool.query<UserPosition>(
    `SELECT id, to_json(created_at AT TIME ZONE 'UTC') AS key FROM users
     ${after ? `WHERE (created_at, id) < ($2::timestamp AT TIME ZONE 'UTC', $3::uuid)` : ''}
     ORDER BY created_at DESC, id DESC LIMIT $1`,
    after ? [size + 1, after.key, after.id] : [size + 1],
  );
  const positions = sought.rows.slice(0, size);
  const order = positions.map(({ id }) => id);
  const rows = await pool.query<Row>(`SELECT ${USER} FROM users WHERE id = ANY ($1::uuid[])`, [
    order,
  ]);
  const byId = new Map(rows.rows.map((row) => [row['id'], toUser(row)]));
  const counted = after
    ? null
    : await pool.query<{ total: number }>(
        `SELECT count(*)::int AS total FROM (SELECT FROM users LIMIT ${COUNTED_USERS + 1}) counted`,
      );
  const total = counted?.rows[0]?.total ?? Infinity;
  return {
    items: order.map((id) => byId.get(id)),
    total: total <= COUNTED_USERS ? total : null,
    next: sought.rows.length > size ? (positions.at(-1) ?? null) : null,
    previous: after ? (positions[0] ?? null) : null,
  };
}

async function rotate(
  client: pg.PoolClient,
  tokenHash: Buffer,
  nextHash: Buffer,
): Promise<unknown> {
  const one = async (sql: string, values: unknown[]) =>
    (await client.query<Row>(sql, values)).rows[0] ?? null;
  const now = new Date();
  const token = await one(
    'SELECT hash, family_id, generation FROM refresh_tokens WHERE hash = $1',
    [tokenHash],
  );
  if (!token) throw new Error('no such token');
  const row = await one(`SELECT ${FAMILY} FROM refresh_families WHERE id = $1 FOR UPDATE`, [
    token['family_id'],
  ]);
  if (!row) throw new Error('no such family');
  const family = toFamily(row);
  const user = await one(`SELECT ${USER} FROM users WHERE id = $1`, [family.userId]);
  const generation = Number(family.generation) + 1;
  await client.query(
    'UPDATE refresh_families SET generation = $2, rotated_at = $3, expires_at = $4 WHERE id = $1',
    [family.id, generation, now, family.expiresAt],
  );
  await client.query(
    'INSERT INTO refresh_tokens (hash, family_id, generation) VALUES ($1, $2, $3)',
    [nextHash, family.id, generation],
  );
  await client.query('UPDATE users SET last_seen_at = $2 WHERE id = $1', [family.userId, now]);
  const seen = await one(`SELECT ${USER} FROM users WHERE id = $1`, [family.userId]);
  return { user: user && toUser(user), seen: seen && toUser(seen) };
}

async function addMeeting(
  client: pg.PoolClient,
  id: string,
  code: string,
  ownerId: string,
): Promise<boolean> {
  const meeting = newMeeting(id, code, ownerId);
  await client.query(
    `INSERT INTO meetings (id, code, owner_id, title, description, status, created_at, starts_at, ends_at, started_at,
       ended_at, last_seen_at, max_participants, sealed_passcode, guests_allowed, is_locked)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      id,
      code,
      ownerId,
      meeting.title,
      meeting.description,
      meeting.status,
      new Date(meeting.createdAt),
      new Date(meeting.startsAt ?? 0),
      null,
      null,
      null,
      null,
      null,
      null,
      true,
      false,
    ],
  );
  await client.query(
    `INSERT INTO meeting_members (meeting_id, user_id, is_ended, listed_at)
     SELECT id, owner_id, is_ended, listed_at FROM meetings WHERE id = $1`,
    [id],
  );
  return true;
}

async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

function toMeetingOf(row: Row) {
  return {
    meeting: {
      id: row['id'],
      code: row['code'],
      ownerId: row['owner_id'],
      hostName: row['host_name'],
      title: row['title'],
      description: row['description'],
      status: row['status'],
      createdAt: timeOf(row['created_at']),
      startsAt: timeOf(row['starts_at']),
      endsAt: timeOf(row['ends_at']),
      startedAt: timeOf(row['started_at']),
      endedAt: timeOf(row['ended_at']),
      lastSeenAt: timeOf(row['last_seen_at']),
      maxParticipants: row['max_participants'],
      sealedPasscode: row['sealed_passcode'],
      guestsAllowed: row['guests_allowed'],
      isLocked: row['is_locked'],
    },
    membership:
      row['is_cohost'] === null
        ? null
        : { isCohost: row['is_cohost'], isRemoved: row['gone_at'] !== null },
  };
}

function toSeat(row: Row) {
  return {
    participantId: row['id'],
    meetingId: row['meeting_id'],
    ownerId: row['owner_id'],
    meetingStatus: row['status'],
    userId: row['user_id'],
    displayName: row['display_name'],
    isCohost: row['is_cohost'] ?? false,
    isRemoved: row['removed_at'] !== null,
    handRaisedAt: timeOf(row['hand_raised_at']),
    joinedAt: timeOf(row['joined_at']),
    leftAt: timeOf(row['left_at']),
  };
}

function toUser(row: Row) {
  return {
    id: row['id'],
    email: row['email'],
    passwordHash: row['password_hash'],
    displayName: row['display_name'],
    role: row['role'],
    locale: row['locale'],
    avatarVersion: row['avatar_version'],
    createdAt: row['created_at'],
    lastSeenAt: row['last_seen_at'],
    bannedAt: row['banned_at'],
    banReason: row['ban_reason'],
  };
}

function toStanding(row: Row) {
  return {
    familyId: row['family_id'],
    expiresAt: row['expires_at'],
    revokedAt: row['revoked_at'],
    user: {
      id: row['user_id'],
      displayName: row['display_name'],
      role: row['role'],
      avatarVersion: row['avatar_version'],
      bannedAt: row['banned_at'],
      banReason: row['ban_reason'],
    },
  };
}

function toFamily(row: Row) {
  return {
    id: row['id'],
    userId: row['user_id'],
    client: row['client'],
    generation: row['generation'],
    createdAt: row['created_at'],
    rotatedAt: row['rotated_at'],
    expiresAt: row['expires_at'],
    revokedAt: row['revoked_at'],
  };
}
