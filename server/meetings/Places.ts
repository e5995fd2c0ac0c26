import type { LiveRooms } from './ports.ts';

/** How long an admitted person has to appear in the room; a slow client on a slow line needs a few seconds. */
export const PLACE_HELD_MS = 30_000;

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
  readonly #live: Pick<LiveRooms, 'presentCount' | 'isPresent'>;
  /** meeting id -> participant id -> when the place is given up, ms since the epoch */
  readonly #held = new Map<string, Map<string, number>>();

  constructor(live: Pick<LiveRooms, 'presentCount' | 'isPresent'>) {
    this.#live = live;
  }

  hasRoom({ meetingId, participantId, limit, now }: PlaceRequest): boolean {
    if (this.#live.isPresent(participantId)) return true;
    const held = this.#dropExpired(meetingId, now);
    if (held.has(participantId)) return true;
    let awaited = 0;
    // Whoever has appeared is counted by the room; the place stays held, in case they are not in it yet.
    for (const id of held.keys()) if (!this.#live.isPresent(id)) awaited += 1;
    return this.#live.presentCount(meetingId) + awaited < limit;
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
