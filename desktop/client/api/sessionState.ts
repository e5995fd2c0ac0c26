import type { Me } from '../../../shared/contracts/index.ts';

/** Who uses this client. */
export type SessionState =
  /** Not asked yet, or the server could not be asked: `error` says why. */
  { kind: 'unknown'; error: Error | null } | { kind: 'guest' } | { kind: 'signedIn'; user: Me };
