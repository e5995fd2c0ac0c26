/** Where the estimate of a new path starts from: enough for one good picture at once, little enough for a phone. */
export const START_BPS = 1_000_000;
/** mediasoup takes no less. */
const LEAST_BPS = 30_000;
/** Until then what comes back over the path has been measured anew. */
export const FLOOR_MS = 3000;
/** Some frames of a camera's smallest layer: enough to be measured, little enough for the sound beside it. */
export const TRY_BPS = 80_000;
/** The estimate needs a report or two of what was really sent. */
export const TRY_MS = 1000;

/**
 * What a path carried before ICE lost it is the least that it is trusted with just after. The first feedback after a
 * silence of 30 s made mediasoup's estimate fall from 1 Mbps to 50 kbps, where it stayed for seconds: too little for
 * any picture, so that pictures came 7 s late, or came and were held a moment later (nextBudget.ts).
 *
 * And where nothing is sent, nothing is measured: a try of what was held began at 30 kbps, too little for any layer, and
 * a path that had long been wide again was never seen to be.
 */
export class ReturnFloor {
  readonly #setFloor: (bps: number) => void;
  #carriedBps = START_BPS;
  #isLost = false;
  #timer: NodeJS.Timeout | undefined;

  /** @param setFloor bits per second; 0: none */
  constructor(setFloor: (bps: number) => void) {
    this.#setFloor = setFloor;
  }

  handleBandwidth(availableBps: number): void {
    // Of a path that is lost mediasoup tells 0.
    if (this.#isLost || availableBps === 0) return;
    this.#carriedBps = Math.min(START_BPS, Math.max(LEAST_BPS, availableBps));
  }

  handlePath(isLost: boolean): void {
    const isBack = this.#isLost && !isLost;
    this.#isLost = isLost;
    if (isBack) this.#trust(this.#carriedBps, FLOOR_MS);
  }

  handleTry(): void {
    if (!this.#isLost && this.#carriedBps < TRY_BPS) this.#trust(TRY_BPS, TRY_MS);
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #trust(bps: number, forMs: number): void {
    this.close();
    this.#setFloor(bps);
    this.#timer = setTimeout(() => this.#setFloor(0), forMs);
  }
}
