import type { EntityManager } from 'typeorm';
import type { RefreshFamilyRepository } from '../../accounts/index.ts';
import { refreshFamilyEntity } from '../entities/refreshFamily.ts';
import { refreshTokenEntity } from '../entities/refreshToken.ts';
import { findStandings } from './findStandings.ts';

/**
 * A used token is kept so that its second use is noticed; one this many rotations old (days of a page that
 * is open all the time) is then only an unknown token, which opens nothing either.
 */
const KEPT_GENERATIONS = 1000;
/** How many go per statement, so that each stays far below its limit however much there is. With a family go its tokens. */
const FAMILIES_AT_ONCE = 100;
const TOKENS_AT_ONCE = 5_000;

export function createRefreshFamilyRepository(manager: EntityManager): RefreshFamilyRepository {
  const families = manager.getRepository(refreshFamilyEntity);
  const tokens = manager.getRepository(refreshTokenEntity);
  return {
    insert: async (family, hash) => {
      await families.insert(family);
      await tokens.insert({ hash, familyId: family.id, generation: family.generation });
    },
    lockByToken: async (hash) => {
      const token = await tokens.findOneBy({ hash });
      if (!token) return null;
      const family = await families.findOne({
        where: { id: token.familyId },
        lock: { mode: 'pessimistic_write' },
      });
      return family && { family, generation: token.generation };
    },
    findStandings: (familyIds) => findStandings(manager, familyIds),
    advance: async ({ id, generation, rotatedAt, expiresAt }, hash) => {
      await families.update({ id }, { generation, rotatedAt, expiresAt });
      await tokens.insert({ hash, familyId: id, generation });
    },
    revoke: async (id, at) => {
      await families.update({ id }, { revokedAt: at });
    },
    revokeAllOf: async (userId, at, exceptFamilyId) => {
      const query = families
        .createQueryBuilder()
        .update()
        .set({ revokedAt: at })
        .where('user_id = :userId AND revoked_at IS NULL', { userId });
      if (exceptFamilyId) query.andWhere('id <> :exceptFamilyId', { exceptFamilyId });
      await query.execute();
    },
    keepNewest: async (userId, count) => {
      await manager.query(
        `DELETE FROM refresh_families WHERE id IN (
           SELECT id FROM refresh_families WHERE user_id = $1
           ORDER BY rotated_at DESC, id OFFSET $2 LIMIT $3)`,
        [userId, count, FAMILIES_AT_ONCE],
      );
    },
    purge: async (now) => {
      // PostgreSQL has no DELETE with a LIMIT.
      await deleteInBatches(
        manager,
        `DELETE FROM refresh_families WHERE id IN (
           SELECT id FROM refresh_families
           WHERE expires_at < $1 OR revoked_at < $1::timestamptz - interval '1 day' LIMIT $2)`,
        { limit: FAMILIES_AT_ONCE, given: now },
      );
      await deleteInBatches(
        manager,
        `DELETE FROM refresh_tokens WHERE hash IN (
           SELECT token.hash FROM refresh_tokens token
           JOIN refresh_families family ON family.id = token.family_id
           WHERE token.generation < family.generation - $1::int
             -- Says nothing new, and spares the many families that are younger the look at their tokens.
             AND family.generation > $1::int LIMIT $2)`,
        { limit: TOKENS_AT_ONCE, given: KEPT_GENERATIONS },
      );
    },
  };
}

/** @param sql `$1` is what is given, `$2` the limit */
async function deleteInBatches(
  manager: EntityManager,
  sql: string,
  { limit, given }: { limit: number; given: unknown },
): Promise<void> {
  for (;;) {
    const [, deleted] = await manager.query<[unknown[], number]>(sql, [given, limit]);
    if (deleted < limit) return;
  }
}
