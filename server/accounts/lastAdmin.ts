import { AppError } from '../../shared/errors.ts';
import type { UserRepository } from './ports.ts';

/**
 * To be called in the transaction that takes an administrator away: it holds all of them until that is done.
 * @throws AppError `conflict` when this account is the only one
 */
export async function assertNotLastAdmin(
  users: Pick<UserRepository, 'lockActiveAdmins'>,
  userId: string,
): Promise<void> {
  const admins = await users.lockActiveAdmins();
  if (admins.length === 1 && admins[0] === userId) {
    throw new AppError(
      'conflict',
      'This is the only administrator. Make somebody else an administrator first.',
    );
  }
}
