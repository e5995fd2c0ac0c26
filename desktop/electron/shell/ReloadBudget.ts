const MOST_RELOADS = 3;
const WINDOW_MS = 60_000;

/** How often a page whose process died is loaded anew: one that dies at every start would do so for ever. */
export class ReloadBudget {
  #spentAtMs: readonly number[] = [];

  /** @returns whether the page may be loaded anew now; a yes is counted */
  spend(nowMs: number): boolean {
    const recent = this.#spentAtMs.filter((atMs) => nowMs - atMs < WINDOW_MS);
    const isLeft = recent.length < MOST_RELOADS;
    this.#spentAtMs = isLeft ? [...recent, nowMs] : recent;
    return isLeft;
  }
}
