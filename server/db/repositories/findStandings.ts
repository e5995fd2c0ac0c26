import type { EntityManager } from 'typeorm';
import type { Standing, User } from '../../accounts/index.ts';

interface Row {
  family_id: string;
  expires_at: Date;
  revoked_at: Date | null;
  user_id: string;
  display_name: string;
  role: User['role'];
  avatar_version: string | null;
  banned_at: Date | null;
  ban_reason: string | null;
}

/** By hand: it is asked for thousands at once when a server has come back, and TypeORM would make two objects with all columns of each. */
const STANDINGS = `
  SELECT family.id AS family_id, family.expires_at, family.revoked_at, account.id AS user_id, account.display_name,
         account.role, account.avatar_version, account.banned_at, account.ban_reason
  FROM refresh_families family JOIN users account ON account.id = family.user_id
  WHERE family.id = ANY($1::uuid[])`;

export async function findStandings(
  manager: EntityManager,
  familyIds: readonly string[],
): Promise<Standing[]> {
  const rows = await manager.query<Row[]>(STANDINGS, [familyIds]);
  return rows.map((row) => ({
    familyId: row.family_id,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    user: {
      id: row.user_id,
      displayName: row.display_name,
      role: row.role,
      avatarVersion: row.avatar_version,
      bannedAt: row.banned_at,
      banReason: row.ban_reason,
    },
  }));
}
