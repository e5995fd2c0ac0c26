import type { AccountRole, AdminUser } from '../../shared/contracts/index.ts';
import { AppError } from '../../shared/errors.ts';
import type { Authenticator } from './Authenticator.ts';
import { assertNotLastAdmin } from './lastAdmin.ts';
import type { AccountsLog, AccountStore, LiveSessions, UserQuery } from './ports.ts';
import type { User } from './records.ts';
import { readCursor, writeCursor } from './userCursor.ts';
import { toAdminUser } from './views.ts';

export interface AdministrationDeps {
  store: AccountStore;
  authenticator: Authenticator;
  liveSessions: LiveSessions;
  log: AccountsLog;
  now: () => Date;
}

export interface ListUsers extends Pick<UserQuery, 'search' | 'sort' | 'order'> {
  /** Cursors; one of them at most. */
  after?: string | undefined;
  before?: string | undefined;
  pageSize: number;
}

/** What administrators do with other people's accounts. The caller has checked that it is one who asks. */
export class Administration {
  readonly #deps: AdministrationDeps;

  constructor(deps: AdministrationDeps) {
    this.#deps = deps;
  }

  /** @throws AppError `invalid_input` for a cursor that is not of this order */
  async list({ after, before, pageSize, ...query }: ListUsers) {
    const { sort } = query;
    const { items, total, next, previous } = await this.#deps.store.users.list({
      ...query,
      from: readCursor(sort, 'after', after) ?? readCursor(sort, 'before', before),
      limit: pageSize,
    });
    return {
      items: items.map(toAdminUser),
      total,
      next: writeCursor(sort, next),
      previous: writeCursor(sort, previous),
    };
  }

  /** @throws AppError `conflict` for oneself, `not_found` */
  async ban(adminId: string, userId: string, reason: string | null): Promise<AdminUser> {
    const { store, authenticator, liveSessions, log, now } = this.#deps;
    if (adminId === userId) throw new AppError('conflict', 'You cannot ban yourself.');
    const user = await store.transact(async ({ users, families }) => {
      await assertNotLastAdmin(users, userId);
      const before = await users.findById(userId);
      if (!before) throw unknownUser();
      await families.revokeAllOf(userId, now());
      return users.update(userId, { bannedAt: before.bannedAt ?? now(), banReason: reason });
    });
    authenticator.forget(userId);
    liveSessions.endUser(userId, 'banned');
    log.info({ userId, adminId }, 'account banned');
    return viewOf(user);
  }

  /** @throws AppError `not_found` */
  async unban(adminId: string, userId: string): Promise<AdminUser> {
    const { store, authenticator, log } = this.#deps;
    const user = await store.users.update(userId, { bannedAt: null, banReason: null });
    authenticator.forget(userId);
    log.info({ userId, adminId }, 'ban lifted');
    return viewOf(user);
  }

  /** @throws AppError `conflict` for the last administrator, `not_found` */
  async setRole(adminId: string, userId: string, role: AccountRole): Promise<AdminUser> {
    const { store, authenticator, log } = this.#deps;
    const user = await store.transact(async ({ users }) => {
      if (role === 'member') await assertNotLastAdmin(users, userId);
      return users.update(userId, { role });
    });
    authenticator.forget(userId);
    log.info({ userId, adminId, role }, 'role changed');
    return viewOf(user);
  }
}

function viewOf(user: User | null): AdminUser {
  if (!user) throw unknownUser();
  return toAdminUser(user);
}

function unknownUser(): AppError {
  return new AppError('not_found', 'There is no such account.');
}
