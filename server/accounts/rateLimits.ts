/** At most `points` within `seconds`. */
export interface RateLimit {
  points: number;
  seconds: number;
}

/**
 * Sized so that an office of some hundred people behind one address, all signing in at nine, meets none of them,
 * and a machine that guesses passwords does after seconds. Successful log-ins are not counted.
 */
export const RATE_LIMITS = {
  /** Failed log-ins on one account from one address: somebody else's guesses do not lock its owner out. */
  loginPerAccountAndAddress: { points: 10, seconds: 15 * 60 },
  /** NIST 800-63B: no more than 100 failures in a row on one account, wherever they come from. */
  loginPerAccount: { points: 100, seconds: 60 * 60 },
  loginPerAddress: { points: 100, seconds: 15 * 60 },
  registerPerAddress: { points: 300, seconds: 60 * 60 },
  /** Trying the same e-mail address again and again tells whether it has an account. */
  registerPerAccount: { points: 10, seconds: 60 * 60 },
  refreshPerAddress: { points: 3000, seconds: 15 * 60 },
  /** Every reload of a page refreshes once. */
  refreshPerAccount: { points: 300, seconds: 15 * 60 },
  /** Wrong passwords of somebody who is signed in. */
  passwordPerAccount: { points: 10, seconds: 15 * 60 },
  /** Each may take a core for a second, and they wait for each other. */
  avatarPerAccount: { points: 20, seconds: 15 * 60 },
} as const satisfies Record<string, RateLimit>;

export type RateLimits = { readonly [Name in keyof typeof RATE_LIMITS]: RateLimit };
