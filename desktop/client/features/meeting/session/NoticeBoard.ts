import type { Clock } from '../../../platform/clock.ts';
import { randomId } from '../../../platform/randomId.ts';
import type { Notice } from '../meetingState.ts';
import { Gathering } from './Gathering.ts';
import type { MeetingStore } from './MeetingStore.ts';
import { addNotice, removeNotice } from './notices.ts';

const REACTION_MS = 5000;
/** More at once cannot be told apart on a screen. */
const MAX_REACTIONS = 40;
/** With more people, coming and going is no news: the list of people shows it. */
const CROWD = 25;

/** What several people often do in one moment. */
export type Together = Extract<Notice, { names: readonly string[] }>['kind'];

/** Passing things: what is told once, and reactions, which are over after some seconds. */
export class NoticeBoard {
  readonly #store: Pick<MeetingStore, 'state' | 'set'>;
  readonly #clock: Clock;
  readonly #expiries = new Set<() => void>();
  readonly #gatherings: Readonly<Record<Together, Gathering>>;

  constructor(store: Pick<MeetingStore, 'state' | 'set'>, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
    const gather = (kind: Together) => new Gathering(clock, (names) => this.add({ kind, names }));
    this.#gatherings = {
      joined: gather('joined'),
      left: gather('left'),
      handRaised: gather('handRaised'),
    };
  }

  add(notice: Notice): void {
    this.#store.set({ notices: addNotice(this.#store.state.notices, randomId(), notice) });
  }

  /** Told in one sentence with others who do the same in that moment. */
  addTogether(kind: Together, name: string): void {
    const isCrowd = this.#store.state.participantIds.length > CROWD;
    if (kind === 'handRaised' || !isCrowd) this.#gatherings[kind].add(name);
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
    for (const gathering of Object.values(this.#gatherings)) gathering.close();
    for (const cancel of this.#expiries) cancel();
    this.#expiries.clear();
  }
}
