import type { Clock } from '../../../platform/clock.ts';
import { randomId } from '../../../platform/randomId.ts';
import type { Notice } from '../meetingState.ts';
import type { MeetingStore } from './MeetingStore.ts';
import { addNotice, isTraffic, isWorthShowing, removeNotice } from './notices.ts';

const REACTION_MS = 5000;
/** More at once cannot be told apart on a screen. */
const MAX_REACTIONS = 40;

/** Passing things: what is told once, and reactions, which are over after some seconds. */
export class NoticeBoard {
  readonly #store: Pick<MeetingStore, 'state' | 'set'>;
  readonly #clock: Clock;
  readonly #expiries = new Set<() => void>();
  #lastTrafficAt: number | null = null;

  constructor(store: Pick<MeetingStore, 'state' | 'set'>, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  add(notice: Notice): void {
    const { participantIds, notices } = this.#store.state;
    const now = this.#clock.now();
    const context = {
      now,
      participantCount: participantIds.length,
      lastTrafficAt: this.#lastTrafficAt,
    };
    if (!isWorthShowing(notice, context)) return;
    if (isTraffic(notice)) this.#lastTrafficAt = now;
    this.#store.set({ notices: addNotice(notices, randomId(), notice) });
  }

  dismiss(key: string): void {
    this.#store.set({ notices: removeNotice(this.#store.state.notices, key) });
  }

  react(participantId: string, emoji: string): void {
    const key = randomId();
    const reactions = [...this.#store.state.reactions, { key, participantId, emoji }];
    this.#store.set({ reactions: reactions.slice(-MAX_REACTIONS) });
    const cancel = this.#clock.after(REACTION_MS, () => {
      this.#expiries.delete(cancel);
      const left = this.#store.state.reactions.filter((each) => each.key !== key);
      this.#store.set({ reactions: left });
    });
    this.#expiries.add(cancel);
  }

  close(): void {
    for (const cancel of this.#expiries) cancel();
    this.#expiries.clear();
  }
}
