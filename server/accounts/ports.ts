import type { RefreshFamily, Standing, User, UserChanges } from './records.ts';

/** `lastSeenAt`: never is longest ago. */
export type UserSort = 'createdAt' | 'displayName' | 'email' | 'lastSeenAt';

export interface UserQuery {
  /** Part of a name or an e-mail address, in any case. */
  search?: string | undefined;
  sort: UserSort;
  order: 'asc' | 'desc';
  /** Null: from the beginning. Whoever is there need not exist any more. */
  from: ({ side: 'after' | 'before' } & UserPosition) | null;
  limit: number;
}

/** Where an account stands in an order, or stood. */
export interface UserPosition {
  /** What is sorted by, as the store spells it: times in UTC with all their digits, or `-infinity`. */
  key: string;
  id: string;
}

export interface UserSlice {
  items: User[];
  /** Null after the first page, and where there are more than are counted. */
  total: number | null;
  /** Of the last item; null when nobody comes after it. */
  next: UserPosition | null;
  /** Of the first item; null when nobody comes before it. */
  previous: UserPosition | null;
}

/** Where accounts are kept. */
export interface UserRepository {
  /** @returns false when the e-mail address is taken */
  insert(user: User): Promise<boolean>;
  findById(userId: string): Promise<User | null>;
  findByEmail(email: string): Promise<User | null>;
  /** As it is now, held until the transaction ends: what is done with it comes before or after every change to it. */
  lock(userId: string): Promise<User | null>;
  list(query: UserQuery): Promise<UserSlice>;
  /** @returns the account as it is now, or null when it is gone */
  update(userId: string, changes: UserChanges): Promise<User | null>;
  remove(userId: string): Promise<void>;
  /** Administrators who are not banned. */
  countActiveAdmins(): Promise<number>;
  /** The same, held until the transaction ends: two admins cannot demote each other at once. */
  lockActiveAdmins(): Promise<string[]>;
}

/** Where refresh tokens are kept, by their hashes. */
export interface RefreshFamilyRepository {
  insert(family: RefreshFamily, tokenHash: Buffer): Promise<void>;
  /** Holds the family until the transaction ends: rotations of one family come one after another. */
  lockByToken(tokenHash: Buffer): Promise<{ family: RefreshFamily; generation: number } | null>;
  /** Of those that there are, in any order and in any state: why one no longer counts is the caller's to tell. */
  findStandings(familyIds: readonly string[]): Promise<Standing[]>;
  /** Stores where a rotation led to, and its token. */
  advance(
    family: Pick<RefreshFamily, 'id' | 'generation' | 'rotatedAt' | 'expiresAt'>,
    tokenHash: Buffer,
  ): Promise<void>;
  revoke(familyId: string, at: Date): Promise<void>;
  revokeAllOf(userId: string, at: Date, exceptFamilyId?: string): Promise<void>;
  /** Forgets all but so many of an account's, those that were used last. */
  keepNewest(userId: string, count: number): Promise<void>;
  /** Forgets what can no longer be used nor tell anything. */
  purge(now: Date): Promise<void>;
}

export interface AccountRepositories {
  users: UserRepository;
  families: RefreshFamilyRepository;
}

/** The repositories, and a way to use them as one unit of work. */
export interface AccountStore extends AccountRepositories {
  transact<T>(work: (repositories: AccountRepositories) => Promise<T>): Promise<T>;
}

export type SignOutReason = 'banned' | 'signedOut' | 'deleted';

/** Which of an account's sessions: all but one, or only one. */
export interface FamilyScope {
  exceptFamilyId?: string;
  onlyFamilyId?: string;
}

/** The sockets of an account; signalling owns them. */
export interface LiveSessions {
  /** @param scope Nothing: all of them. */
  endUser(userId: string, reason: SignOutReason, scope?: FamilyScope): void;
  /** What is live of one sign-in goes on as that of another, which took its place. */
  moveSignIn(fromFamilyId: string, toFamilyId: string): void;
}

/** What goes with an account beside its rows here; meetings own it. */
export interface OwnedMeetings {
  idsOwnedBy(userId: string): Promise<string[]>;
  /** They went with their owner's account: whoever is in them is sent out. */
  closeDeleted(meetingIds: readonly string[]): void;
}

export interface BlobStore {
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** @returns null when there is none */
  get(key: string): Promise<Buffer | null>;
  delete(key: string): Promise<void>;
}

export interface AccountsLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
