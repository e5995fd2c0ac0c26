/** RFC 6298 as Linux has it: the timer is the round trip and 200 ms, and a SYN waits a second. */
const LEAST_RTO_MS = 200;
export const SYN_RTO_MS = 1000;
const LONGEST_RTO_MS = 120_000;

/** @param delayMs one way */
export const rtoMs = (delayMs: number): number => 2 * delayMs + LEAST_RTO_MS;

/**
 * A TCP that got no answer tries again after a time that doubles: when a path is back, the connections
 * that had something under way come back only with their next try.
 * @param sentAt when it was sent first
 * @param backAt when the path was there again
 * @returns the time of the first try that gets through
 */
export function retransmittedAt(sentAt: number, backAt: number, firstRtoMs: number): number {
  let at = sentAt;
  for (let rto = firstRtoMs; at < backAt; rto = Math.min(rto * 2, LONGEST_RTO_MS)) at += rto;
  return at;
}
