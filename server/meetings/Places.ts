import type { LiveRooms } from './ports.ts';

/** How long an admitted person has to appear in the room; a slow client on a slow line needs a few seconds. */
export const PLACE_HELD_MS = 30_000;

type Live = Pick<LiveRooms, 'presentCount' | 'presentTotal' | 'isPresent'>;

interface PlaceRequest {
  meetingId: string;
  participantId: string;
  /** How many people there may be. */
  limit: number;
  now: number;
}

/**
 * Who may still come in: people present, and those admitted who have not appeared yet. It looks and
 * takes in one go, without waiting in between, so that of two who race for the last place one gets it.
 * It counts in this process, as the live rooms do; a restart empties both.
 */
export class Places {
  readonly #live: Live;
  /** meeting id -> participant id -> when the place is given up, ms since the epoch */
  readonly #held = new Map<string, Map<string, number>>();

  constructor(live: Live) {
    this.#live = live;
  }

  hasRoom({ meetingId, participantId, limit, now }: PlaceRequest): boolean {
    if (this.#live.isPresent(meetingId, participantId)) return true;
    if (this.#dropExpired(meetingId, now).has(participantId)) return true;
    return this.#live.presentCount(meetingId) + this.#awaited(meetingId) < limit;
  }

  /** The same for all meetings together. @param participantId null: somebody new */
  hasRoomOnServer({
    meetingId,
    participantId,
    limit,
    now,
  }: Omit<PlaceRequest, 'participantId'> & { participantId: string | null }): boolean {
    if (participantId !== null) {
      if (this.#live.isPresent(meetingId, participantId)) return true;
      if (this.#dropExpired(meetingId, now).has(participantId)) return true;
    }
    const present = this.#live.presentTotal();
    // Far from the limit, which is nearly always, nobody needs to know exactly.
    let held = 0;
    for (const places of this.#held.values()) held += places.size;
    if (present + held < limit) return true;
    this.sweep(now);
    let awaited = 0;
    for (const id of this.#held.keys()) awaited += this.#awaited(id);
    return present + awaited < limit;
  }

  hold({ meetingId, participantId, now }: Omit<PlaceRequest, 'limit'>): void {
    const held = this.#held.get(meetingId) ?? new Map<string, number>();
    // Set anew, so that the map stays in the order of expiry.
    held.delete(participantId);
    held.set(participantId, now + PLACE_HELD_MS);
    this.#held.set(meetingId, held);
  }

  release(meetingId: string, participantId: string): void {
    const held = this.#held.get(meetingId);
    held?.delete(participantId);
    if (held?.size === 0) this.#held.delete(meetingId);
  }

  /** Forgets the places that nobody came for, in meetings that nobody asks about any more. */
  sweep(now: number): void {
    for (const meetingId of [...this.#held.keys()]) this.#dropExpired(meetingId, now);
  }

  /** Whoever has appeared is counted by the room; the place stays held, in case they are not in it yet. */
  #awaited(meetingId: string): number {
    let awaited = 0;
    for (const participantId of this.#held.get(meetingId)?.keys() ?? []) {
      if (!this.#live.isPresent(meetingId, participantId)) awaited += 1;
    }
    return awaited;
  }

  #dropExpired(meetingId: string, now: number): ReadonlyMap<string, number> {
    const held = this.#held.get(meetingId);
    if (!held) return new Map();
    for (const [participantId, until] of held) {
      if (until > now) break;
      held.delete(participantId);
    }
    if (held.size === 0) this.#held.delete(meetingId);
    return held;
  }
}
