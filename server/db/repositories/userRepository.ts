import type { EntityManager } from 'typeorm';
import type { User, UserRepository } from '../../accounts/index.ts';
import { userEntity } from '../entities/user.ts';
import { databaseErrorOf } from '../databaseErrorOf.ts';
import { listUsers } from './listUsers.ts';

const UNIQUE_VIOLATION = '23505';

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
    lock: (id) => users.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } }),
    list: (query) => listUsers(manager, query),
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
