export { createAccounts, type Accounts, type AccountsOptions } from './createAccounts.ts';
export type {
  AccountRepositories,
  AccountsLog,
  AccountStore,
  BlobStore,
  FamilyScope,
  LiveSessions,
  OwnedMeetings,
  RefreshFamilyRepository,
  SignOutReason,
  UserPosition,
  UserQuery,
  UserRepository,
  UserSlice,
  UserSort,
} from './ports.ts';
export { RATE_LIMITS, type RateLimit, type RateLimits } from './rateLimits.ts';
export type {
  AuthenticatedUser,
  ClientKind,
  RefreshFamily,
  Standing,
  User,
  UserChanges,
} from './records.ts';
export { ROTATION_GRACE_MS } from './rotation.ts';
export type { IssuedSession } from './Sessions.ts';
