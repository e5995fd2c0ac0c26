export type {
  AccountRepositories,
  AccountsLog,
  AccountStore,
  BlobStore,
  LiveSessions,
  OwnedMeetings,
  RefreshFamilyRepository,
  SignOutReason,
  UserQuery,
  UserRepository,
  UserSort,
} from './ports.ts';
export type { AuthenticatedUser, ClientKind, RefreshFamily, User, UserChanges } from './records.ts';
