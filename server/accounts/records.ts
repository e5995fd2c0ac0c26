import type { AccountRole, Locale } from '../../shared/contracts/index.ts';

export interface User {
  id: string;
  /** Lower case, as the contract folds it. */
  email: string;
  passwordHash: string;
  displayName: string;
  role: AccountRole;
  locale: Locale | null;
  /** Names the stored picture; null: none. */
  avatarVersion: string | null;
  createdAt: Date;
  lastSeenAt: Date | null;
  bannedAt: Date | null;
  banReason: string | null;
}

export type UserChanges = Partial<Omit<User, 'id' | 'createdAt'>>;

export type ClientKind = 'browser' | 'desktop';

/** One signing-in on one device, and all the refresh tokens that follow from it. */
export interface RefreshFamily {
  id: string;
  userId: string;
  client: ClientKind;
  /** Of the newest token; every rotation adds one. */
  generation: number;
  createdAt: Date;
  rotatedAt: Date;
  /** Moves on with every rotation. */
  expiresAt: Date;
  revokedAt: Date | null;
}

/** What decides whether a sign-in counts, and whose it is. */
export interface Standing {
  familyId: string;
  expiresAt: Date;
  revokedAt: Date | null;
  user: Pick<User, 'id' | 'displayName' | 'role' | 'avatarVersion' | 'bannedAt' | 'banReason'>;
}

/** Who stands behind a request, as other features may know it. */
export interface AuthenticatedUser {
  id: string;
  displayName: string;
  avatarUrl: string | null;
  role: AccountRole;
  /** The session that the access token belongs to. */
  familyId: string;
}
