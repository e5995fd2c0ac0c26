import type { AdminUser, Me } from '../../shared/contracts/index.ts';
import type { User } from './records.ts';

/** Changes with the picture, so that it may be cached for good. */
export function avatarUrlOf(user: Pick<User, 'id' | 'avatarVersion'>): string | null {
  return user.avatarVersion && `/api/v1/users/${user.id}/avatar?v=${user.avatarVersion}`;
}

export function toMe(user: User): Me {
  const { id, email, displayName, role, locale, createdAt } = user;
  return {
    id,
    email,
    displayName,
    role,
    locale,
    avatarUrl: avatarUrlOf(user),
    createdAt: createdAt.toISOString(),
  };
}

export function toAdminUser(user: User): AdminUser {
  return {
    ...toMe(user),
    bannedAt: user.bannedAt?.toISOString() ?? null,
    banReason: user.banReason,
    lastSeenAt: user.lastSeenAt?.toISOString() ?? null,
  };
}
