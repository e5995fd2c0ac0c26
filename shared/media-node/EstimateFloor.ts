/** Where the estimate of a new path starts from: enough for one good picture at once, little enough for a phone. */
export const START_BPS = 1_000_000;
/** mediasoup takes no less. */
const LEAST_BPS = 30_000;
/** Until then what comes back over the path has been measured anew. */
export const FLOOR_MS = 3000;
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
export class EstimateFloor {
  readonly #setFloor: (bps: number) => void;
  #carriedBps = START_BPS;
  #isLost = false;
  /** Set while there is a floor. */
  #timer: NodeJS.Timeout | null = null;

  /** @param setFloor bits per second; 0: none */
  constructor(setFloor: (bps: number) => void) {
    this.#setFloor = setFloor;
  }

  handleBandwidth(availableBps: number): void {
    // Of a path that is lost mediasoup tells 0, of one with a floor no less than that.
    if (this.#isLost || this.#timer || availableBps === 0) return;
    this.#carriedBps = Math.min(START_BPS, Math.max(LEAST_BPS, availableBps));
  }

  handlePath(isLost: boolean): void {
    const isBack = this.#isLost && !isLost;
    this.#isLost = isLost;
    if (isBack) this.#trust(this.#carriedBps, FLOOR_MS);
  }

  /** @param leastBps what a video takes that is tried */
  handleTry(leastBps: number): void {
    if (this.#isLost || this.#timer || this.#carriedBps >= leastBps) return;
    this.#trust(leastBps, TRY_MS);
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #trust(bps: number, forMs: number): void {
    this.close();
    this.#setFloor(bps);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#setFloor(0);
    }, forMs);
  }
}
