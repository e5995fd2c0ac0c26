import type { RawSocket } from '../clients/index.ts';

/** One room: whoever toggles, and everybody who is told, that one included. */
export interface FanOutRoom {
  readonly members: readonly RawSocket[];
  /** Mutes or unmutes; resolves when the server has acknowledged it. */
  toggle(): Promise<void>;
}

/** The rooms of one server. */
export interface FanOutRooms {
  readonly rooms: readonly FanOutRoom[];
  /** The event by which members hear of a toggle. */
  readonly eventName: string;
  /** Seconds on a core that all the server's processes have taken so far. */
  cpu(): Promise<number>;
  close(): Promise<void>;
}

export interface RoomsSize {
  rooms: number;
  members: number;
}

/** How many join at once; more would only queue. */
const PARALLEL_JOINS = 20;

/** Calls `make` for 0 to `count` - 1, a few at a time. @returns the results in that order */
export async function makeMany<T>(
  count: number,
  make: (index: number) => Promise<T>,
): Promise<T[]> {
  const made: T[] = [];
  let next = 0;
  const work = async () => {
    while (next < count) {
      const index = next;
      next += 1;
      made[index] = await make(index);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_JOINS }, work));
  return made;
}
