import { randomBytes } from 'node:crypto';
import type { Me } from '../../shared/contracts/index.ts';
import { AppError } from '../../shared/errors.ts';
import { signedOut, type Authenticator } from './Authenticator.ts';
import { encodeAvatar } from './encodeAvatar.ts';
import { assertNotLastAdmin } from './lastAdmin.ts';
import type { Limiter } from './Limiter.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import type { AccountsLog, AccountStore, BlobStore, LiveSessions, OwnedMeetings } from './ports.ts';
import type { AuthenticatedUser, ClientKind, User, UserChanges } from './records.ts';
import type { IssuedSession, Sessions } from './Sessions.ts';
import { toMe } from './views.ts';

export interface ProfilesDeps {
  store: AccountStore;
  blobs: BlobStore;
  authenticator: Authenticator;
  sessions: Sessions;
  liveSessions: LiveSessions;
  ownedMeetings: OwnedMeetings;
  limiter: Limiter;
  log: AccountsLog;
  now: () => Date;
}

/** What people do with their own account. */
export class Profiles {
  readonly #deps: ProfilesDeps;

  constructor(deps: ProfilesDeps) {
    this.#deps = deps;
  }

  async get(userId: string): Promise<Me> {
    return toMe(await this.#find(userId));
  }

  async update(userId: string, changes: Pick<UserChanges, 'displayName' | 'locale'>): Promise<Me> {
    return toMe(await this.#change(userId, changes));
  }

  /**
   * Every session ends and a new one is answered with. Of what is live, that of the session which asked goes on: whoever
   * changes the password in the midst of a meeting stays in it.
   * @throws AppError `invalid_credentials`, `rate_limited`
   */
  async changePassword(
    { id: userId, familyId }: Pick<AuthenticatedUser, 'id' | 'familyId'>,
    change: { currentPassword: string; newPassword: string; client: ClientKind },
  ): Promise<IssuedSession> {
    const { store, sessions, authenticator, liveSessions, log, now } = this.#deps;
    await this.#assertPassword(userId, change.currentPassword, 'currentPassword');
    const passwordHash = await hashPassword(change.newPassword);
    const session = await store.transact(async (repositories) => {
      const user = await repositories.users.update(userId, { passwordHash });
      if (!user) throw signedOut();
      await repositories.families.revokeAllOf(userId, now());
      return sessions.open(user, change.client, repositories);
    });
    authenticator.forget(userId);
    // Else the next change would take one's own sockets for those of a sign-in that is over.
    liveSessions.moveSignIn(familyId, session.familyId);
    liveSessions.endUser(userId, 'signedOut', { exceptFamilyId: session.familyId });
    log.info({ userId }, 'password changed');
    return session;
  }

  /** @throws AppError `unsupported_media_type`, `invalid_input`, `rate_limited` */
  async setAvatar(userId: string, upload: Buffer): Promise<Me> {
    await this.#deps.limiter.take({ avatarPerAccount: userId });
    const picture = await encodeAvatar(upload);
    const avatarVersion = randomBytes(9).toString('base64url');
    await this.#deps.blobs.put(avatarKey(userId, avatarVersion), picture);
    return this.#replaceAvatar(userId, avatarVersion);
  }

  async removeAvatar(userId: string): Promise<Me> {
    return this.#replaceAvatar(userId, null);
  }

  /** @throws AppError `not_found` */
  async readAvatar(userId: string): Promise<{ bytes: Buffer; version: string }> {
    const { store, blobs } = this.#deps;
    const version = (await store.users.findById(userId))?.avatarVersion;
    const bytes = version ? await blobs.get(avatarKey(userId, version)) : null;
    if (!version || !bytes) throw new AppError('not_found', 'There is no such picture.');
    return { bytes, version };
  }

  /** @throws AppError `invalid_credentials`, `conflict` for the last administrator, `rate_limited` */
  async remove(userId: string, password: string): Promise<void> {
    const { store, blobs, authenticator, liveSessions, ownedMeetings, log } = this.#deps;
    const { avatarVersion } = await this.#assertPassword(userId, password, 'password');
    // Asked for before they vanish together with their owner's row.
    const meetingIds = await ownedMeetings.idsOwnedBy(userId);
    await store.transact(async ({ users }) => {
      await assertNotLastAdmin(users, userId);
      await users.remove(userId);
    });
    authenticator.forget(userId);
    liveSessions.endUser(userId, 'deleted');
    ownedMeetings.closeDeleted(meetingIds);
    if (avatarVersion) await blobs.delete(avatarKey(userId, avatarVersion));
    log.info({ userId }, 'account deleted');
  }

  async #replaceAvatar(userId: string, avatarVersion: string | null): Promise<Me> {
    const { store, authenticator, blobs } = this.#deps;
    // Of two at once each finds the other's picture or none, so that no file is left without an owner.
    const { before, user } = await store.transact(async ({ users }) => {
      const current = await users.lock(userId);
      const changed = await users.update(userId, { avatarVersion });
      if (!current || !changed) throw signedOut();
      return { before: current.avatarVersion, user: changed };
    });
    authenticator.forget(userId);
    if (before) await blobs.delete(avatarKey(userId, before));
    return toMe(user);
  }

  async #find(userId: string): Promise<User> {
    const user = await this.#deps.store.users.findById(userId);
    if (!user) throw signedOut();
    return user;
  }

  async #change(userId: string, changes: UserChanges): Promise<User> {
    const user = await this.#deps.store.users.update(userId, changes);
    this.#deps.authenticator.forget(userId);
    if (!user) throw signedOut();
    return user;
  }

  async #assertPassword(userId: string, password: string, field: string): Promise<User> {
    const takeBack = await this.#deps.limiter.take({ passwordPerAccount: userId });
    const user = await this.#find(userId);
    if (!(await verifyPassword(user.passwordHash, password))) {
      const fields = { [field]: 'This is not your password.' };
      throw new AppError('invalid_credentials', 'This is not your password.', { fields });
    }
    await takeBack();
    return user;
  }
}

const avatarKey = (userId: string, version: string): string => `avatars/${userId}/${version}.webp`;
