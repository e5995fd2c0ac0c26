import type { EventPayload, Participant } from '../../shared/contracts/index.ts';
import type { Clock, LeaveReason } from './ports.ts';

/** [O2]: joins and leaves of a busy spell travel together, so 500 joins in 10 s are at most 20 messages. */
export const MEMBERSHIP_WINDOW_MS = 750;
/** [O2]: so long after several came or went at once, those who came turn their devices on. */
const SPELL_MS = 2_000;

type RosterEvent = EventPayload<'meeting:rosterChanged'>;
export type ParticipantChange = Partial<Omit<Participant, 'id'>>;

interface RosterDeps {
  clock: Clock;
  /** The participant as it is now, null when no longer there. */
  read(participantId: string): Participant | null;
  send(event: RosterEvent): void;
}

/** Orders and gathers what everybody must know about who is there; owned and closed by its room. */
export class Roster {
  readonly #deps: RosterDeps;
  readonly #joined = new Set<string>();
  readonly #left = new Map<string, LeaveReason>();
  /** Of those in #joined, who had left within the same window: the others know them. */
  readonly #returned = new Set<string>();
  /** Of newcomers, waiting for the next message. */
  readonly #changed = new Map<string, ParticipantChange>();
  /** Who came in this busy spell: told of, but still arriving. */
  readonly #newcomers = new Set<string>();
  #spellEndsAt = -Infinity;
  #version = 0;
  #lastGatheredAt = -Infinity;
  #cancelFlush: (() => void) | null = null;
  #closed = false;

  constructor(deps: RosterDeps) {
    this.#deps = deps;
  }

  get version(): number {
    return this.#version;
  }

  handleJoined(participantId: string): void {
    if (this.#left.delete(participantId)) this.#returned.add(participantId);
    this.#joined.add(participantId);
    this.#schedule();
  }

  handleLeft(participantId: string, reason: LeaveReason): void {
    // Whoever came and went within one window was never told of.
    const wasWaiting = this.#joined.delete(participantId);
    if (wasWaiting && !this.#returned.delete(participantId)) return;
    this.#changed.delete(participantId);
    this.#newcomers.delete(participantId);
    this.#left.set(participantId, reason);
    this.#schedule();
  }

  handleChanged(participantId: string, change: ParticipantChange): void {
    // The whole participant is read when the pending join goes out.
    if (this.#closed || this.#joined.has(participantId)) return;
    const isSpell = this.#deps.clock.now() < this.#spellEndsAt;
    const earlier = this.#changed.get(participantId);
    if (earlier || (isSpell && this.#newcomers.has(participantId))) {
      this.#changed.set(participantId, { ...earlier, ...change });
      this.#schedule();
      return;
    }
    this.#send({ joined: [], changed: [{ ...change, id: participantId }], left: [] });
  }

  /** [H3] Told at once, together with the joins and leaves that still wait: it names one of those who are there. */
  handleActingHostChanged(actingHostId: string | null): void {
    if (this.#closed) return;
    this.#cancelFlush?.();
    this.#flush({ actingHostId });
  }

  /** Nothing is told after it. */
  close(): void {
    this.#closed = true;
    this.#cancelFlush?.();
  }

  #schedule(): void {
    if (this.#closed || this.#cancelFlush) return;
    const waitMs = this.#lastGatheredAt + MEMBERSHIP_WINDOW_MS - this.#deps.clock.now();
    if (waitMs <= 0) this.#flush();
    else this.#cancelFlush = this.#deps.clock.after(waitMs, () => this.#flush());
  }

  #flush(beside: Pick<RosterEvent, 'actingHostId'> = {}): void {
    this.#cancelFlush = null;
    const joined = [...this.#joined].flatMap((id) => this.#deps.read(id) ?? []);
    const changed = [...this.#changed].map(([id, change]) => ({ ...change, id }));
    const left = [...this.#left].map(([id, reason]) => ({ id, reason }));
    this.#joined.clear();
    this.#returned.clear();
    this.#changed.clear();
    this.#left.clear();
    this.#noteSpell(joined, joined.length + left.length);
    const hasGathered = joined.length + changed.length + left.length > 0;
    if (hasGathered) this.#lastGatheredAt = this.#deps.clock.now();
    const isWorthTelling = hasGathered || beside.actingHostId !== undefined;
    if (isWorthTelling) this.#send({ joined, changed, left, ...beside });
  }

  /** One who comes alone is not a spell: what they turn on is told at once. */
  #noteSpell(joined: readonly Participant[], moves: number): void {
    const now = this.#deps.clock.now();
    if (now >= this.#spellEndsAt) this.#newcomers.clear();
    if (moves <= 1) return;
    this.#spellEndsAt = now + SPELL_MS;
    for (const { id } of joined) this.#newcomers.add(id);
  }

  #send(event: Omit<RosterEvent, 'version'>): void {
    this.#version += 1;
    this.#deps.send({ ...event, version: this.#version });
  }
}
