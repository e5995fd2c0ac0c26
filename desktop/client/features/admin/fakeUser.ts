import type { AdminUser } from '../../../../shared/contracts/index.ts';

/** Somebody for a test: a member whom nobody has banned or seen. */
export function createUser(given: Partial<AdminUser> = {}): AdminUser {
  return {
    id: 'ada',
    email: 'ada@example.org',
    displayName: 'ada',
    role: 'member',
    locale: null,
    avatarUrl: null,
    createdAt: '2026-03-14T15:09:26.535Z',
    bannedAt: null,
    banReason: null,
    lastSeenAt: null,
    ...given,
  };
}
