/**
 * The first tries come quickly, as most losses are short. While the seat is kept [S1], nobody knocks so late that
 * a server that is back goes unnoticed for 3 s; then a steady, gentle knocking. A try takes until
 * the server is reached, see ReachableConnection.ts: what is waited for here is one that refuses or breaks off.
 */
const FIRST_DELAYS_MS = [0, 200, 500, 1000] as const;
const SEAT_DELAY_MS = 1500;
const SEAT_TRIES = 20;
const STEADY_DELAY_MS = 5000;

/**
 * For how long it knocks is the session machine's to say.
 * @param attempt 0 for the first try after a loss
 * @returns milliseconds to wait before it
 */
export function reconnectPolicy(attempt: number): number {
  return FIRST_DELAYS_MS[attempt] ?? (attempt < SEAT_TRIES ? SEAT_DELAY_MS : STEADY_DELAY_MS);
}

/**
 * Spreads the return of many clients that lost the same server at the same moment.
 * @param random 0..1
 * @returns the delay, plus up to a third of it and 250 ms
 */
export function withJitter(delayMs: number, random: number): number {
  return Math.round(delayMs + random * (delayMs / 3 + 250));
}
