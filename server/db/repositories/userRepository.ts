import type { EntityManager } from 'typeorm';
import type { User, UserRepository, UserSort } from '../../accounts/index.ts';
import { userEntity } from '../entities/user.ts';
import { containsPattern } from './containsPattern.ts';
import { databaseErrorOf } from './databaseErrorOf.ts';

const UNIQUE_VIOLATION = '23505';

/** What `list` sorts by: columns by their property, and names without regard to case. */
const SORT_KEYS = {
  createdAt: 'user.createdAt',
  displayName: 'name_key',
  email: 'user.email',
  lastSeenAt: 'user.lastSeenAt',
} as const satisfies Record<UserSort, string>;

export function createUserRepository(manager: EntityManager): UserRepository {
  const users = manager.getRepository(userEntity);
  const activeAdmins = () =>
    users.createQueryBuilder('user').where(`user.role = 'admin' AND user.banned_at IS NULL`);
  return {
    insert: async (user) => {
      try {
        await users.insert(user);
        return true;
      } catch (error) {
        if (databaseErrorOf(error)?.code === UNIQUE_VIOLATION) return false;
        throw error;
      }
    },
    findById: (id) => users.findOneBy({ id }),
    findByEmail: (email) => users.findOneBy({ email }),
    list: async ({ search, sort, order, offset, limit }) => {
      const query = users.createQueryBuilder('user');
      if (search) {
        const pattern = containsPattern(search);
        query.where('(user.email ILIKE :pattern OR user.display_name ILIKE :pattern)', { pattern });
      }
      const total = await query.getCount();
      const items = await query
        .addSelect('lower(user.display_name)', 'name_key')
        .orderBy(SORT_KEYS[sort], order === 'asc' ? 'ASC' : 'DESC', 'NULLS LAST')
        // Names repeat; without a last word from the key, pages would overlap.
        .addOrderBy('user.id', 'ASC')
        .offset(offset)
        .limit(limit)
        .getMany();
      return { items, total };
    },
    update: async (id, changes) => {
      if (Object.keys(changes).length > 0) await users.update({ id }, changes);
      return users.findOneBy({ id });
    },
    remove: async (id) => {
      await users.delete({ id });
    },
    countActiveAdmins: () => activeAdmins().getCount(),
    lockActiveAdmins: async () => {
      const admins: User[] = await activeAdmins()
        .orderBy('user.id')
        .setLock('pessimistic_write')
        .getMany();
      return admins.map(({ id }) => id);
    },
  };
}
