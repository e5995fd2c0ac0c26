import type { View } from '../../../../shared/contracts/index.ts';
import { limitViews, type WantedView } from './receivePolicy.ts';
import type { ViewBatch } from './ViewBatch.ts';

export interface LimitedViewsDeps {
  batch: Pick<ViewBatch, 'set' | 'forget' | 'flushShown'>;
  /** @param isHeld this computer does not manage to show it */
  onHeld(consumerId: string, isHeld: boolean): void;
}

/** What is on screen, cut down to what this computer manages to decode. */
export class LimitedViews {
  readonly #deps: LimitedViewsDeps;
  readonly #wanted = new Map<string, WantedView>();
  #held: ReadonlySet<string> = new Set();
  #level = 0;

  constructor(deps: LimitedViewsDeps) {
    this.#deps = deps;
  }

  set(view: WantedView): void {
    this.#wanted.set(view.consumerId, view);
    if (this.#level === 0) this.#deps.batch.set(toView(view));
    else this.#tellAll();
  }

  setLevel(level: number): void {
    if (level === this.#level) return;
    this.#level = level;
    this.#tellAll();
  }

  forget(consumerId: string): void {
    this.#wanted.delete(consumerId);
    this.#deps.batch.forget(consumerId);
  }

  flushShown(): void {
    this.#deps.batch.flushShown();
  }

  #tellAll(): void {
    const { views, held } = limitViews(this.#level, [...this.#wanted.values()]);
    const before = this.#held;
    this.#held = held;
    for (const view of views) {
      this.#deps.batch.set(view);
      const isHeld = held.has(view.consumerId);
      if (isHeld !== before.has(view.consumerId)) this.#deps.onHeld(view.consumerId, isHeld);
    }
  }
}

function toView({ consumerId, isVisible, widthPx, heightPx }: WantedView): View {
  return { consumerId, isVisible, widthPx, heightPx };
}
