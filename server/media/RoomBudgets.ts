import type { NodeEvents } from '../../shared/contracts/mediaNode.ts';
import type { Forwarding } from './Forwarding.ts';
import type { MediaConsumer } from './MediaConsumer.ts';
import type { MediaPeer } from './MediaPeer.ts';
import { ViewerBudget } from './ViewerBudget.ts';

export interface RoomBudgetsOptions {
  forwarding: Pick<Forwarding, 'consumersOf'>;
  findOwner: (transportId: string) => MediaPeer | undefined;
  handleHeld: (consumer: MediaConsumer, isHeld: boolean, isTry: boolean) => void;
  handleStarved: (consumer: MediaConsumer, isStarved: boolean) => void;
}

/** What the way to each viewer of one room carries, and what is held for want of it [M11]. */
export class RoomBudgets {
  readonly #options: RoomBudgetsOptions;
  /** Only of viewers whose way has been measured: before that there is nothing to decide. */
  readonly #budgets = new Map<MediaPeer, ViewerBudget>();
  readonly #viewers = new Map<string, MediaPeer>();
  #speakerId: string | null = null;

  constructor(options: RoomBudgetsOptions) {
    this.#options = options;
  }

  handleBandwidth({
    transportId,
    availableBps,
    desiredBps,
  }: NodeEvents['transport:bandwidthMeasured']): void {
    const viewer = this.#viewers.get(transportId) ?? this.#options.findOwner(transportId);
    if (!viewer || viewer.isClosed) return;
    this.#viewers.set(transportId, viewer);
    this.#budgetOf(viewer).handleBandwidth({ availableBps, desiredBps });
  }

  handleLayer(consumer: MediaConsumer): void {
    this.#budgets.get(consumer.viewer)?.handleLayer(consumer);
  }

  handleSpeaker(speakerId: string | null): void {
    this.#speakerId = speakerId;
    for (const budget of this.#budgets.values()) budget.handleSpeaker();
  }

  /** What this viewer has on screen, or what comes of it, has changed. */
  handleViews(viewer: MediaPeer): void {
    this.#budgets.get(viewer)?.look();
  }

  forget(viewer: MediaPeer): void {
    this.#budgets.get(viewer)?.close();
    this.#budgets.delete(viewer);
    for (const [transportId, owner] of this.#viewers) {
      if (owner === viewer) this.#viewers.delete(transportId);
    }
  }

  close(): void {
    for (const budget of this.#budgets.values()) budget.close();
    this.#budgets.clear();
    this.#viewers.clear();
  }

  #budgetOf(viewer: MediaPeer): ViewerBudget {
    const known = this.#budgets.get(viewer);
    if (known) return known;
    const budget = new ViewerBudget({
      consumers: () => this.#options.forwarding.consumersOf(viewer),
      speakerId: () => this.#speakerId,
      handleHeld: this.#options.handleHeld,
      handleStarved: this.#options.handleStarved,
    });
    this.#budgets.set(viewer, budget);
    return budget;
  }
}
