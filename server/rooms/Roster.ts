import type { EventPayload, Participant } from '../../shared/contracts/index.ts';
import type { Clock, LeaveReason } from './ports.ts';

/** [O2]: joins and leaves of a busy spell travel together, so 500 joins in 10 s are 20 messages. */
export const MEMBERSHIP_WINDOW_MS = 500;

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
  #version = 0;
  #lastMembershipAt = -Infinity;
  #cancelFlush: (() => void) | null = null;
  #closed = false;

  constructor(deps: RosterDeps) {
    this.#deps = deps;
  }

  get version(): number {
    return this.#version;
  }

  handleJoined(participantId: string): void {
    this.#left.delete(participantId);
    this.#joined.add(participantId);
    this.#schedule();
  }

  handleLeft(participantId: string, reason: LeaveReason): void {
    // Whoever came and went within one window was never told of.
    if (this.#joined.delete(participantId)) return;
    this.#left.set(participantId, reason);
    this.#schedule();
  }

  handleChanged(participantId: string, change: ParticipantChange): void {
    // The whole participant is read when the pending join goes out.
    if (this.#closed || this.#joined.has(participantId)) return;
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
    const waitMs = this.#lastMembershipAt + MEMBERSHIP_WINDOW_MS - this.#deps.clock.now();
    if (waitMs <= 0) this.#flush();
    else this.#cancelFlush = this.#deps.clock.after(waitMs, () => this.#flush());
  }

  #flush(beside: Pick<RosterEvent, 'actingHostId'> = {}): void {
    this.#cancelFlush = null;
    const joined = [...this.#joined].flatMap((id) => this.#deps.read(id) ?? []);
    const left = [...this.#left].map(([id, reason]) => ({ id, reason }));
    this.#joined.clear();
    this.#left.clear();
    const hasMembership = joined.length + left.length > 0;
    if (hasMembership) this.#lastMembershipAt = this.#deps.clock.now();
    const isWorthTelling = hasMembership || beside.actingHostId !== undefined;
    if (isWorthTelling) this.#send({ joined, changed: [], left, ...beside });
  }

  #send(event: Omit<RosterEvent, 'version'>): void {
    this.#version += 1;
    this.#deps.send({ ...event, version: this.#version });
  }
}
