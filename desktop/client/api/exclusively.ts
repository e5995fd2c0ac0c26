import { REQUEST_LIMIT_MS } from './RestClient.ts';

/** Whoever holds the lock asks the server once, so it is given back within that; more means a tab that hangs. */
const LOCK_LIMIT_MS = REQUEST_LIMIT_MS + 5000;

/**
 * Runs one at a time over all tabs; without a lock when none is given in time, as a frozen tab may
 * hold it for ever.
 * @param locks undefined on an insecure origin (plain http on a LAN), where a tab is on its own
 */
export async function exclusively<T>(
  name: string,
  work: () => Promise<T>,
  locks: Pick<LockManager, 'request'> | undefined,
  limitMs = LOCK_LIMIT_MS,
): Promise<T> {
  if (!locks) return work();
  let isGiven = false;
  try {
    return await locks.request(name, { signal: AbortSignal.timeout(limitMs) }, () => {
      isGiven = true;
      return work();
    });
  } catch (error) {
    // What the work itself threw is its caller's; a lock that was not given is not in its way.
    if (isGiven) throw error;
    return work();
  }
}
