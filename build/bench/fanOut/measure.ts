import { setTimeout as wait } from 'node:timers/promises';
import type { Sample } from '../harness/index.ts';
import type { FanOutRoom, FanOutRooms } from './FanOutRooms.ts';

/** A participant may pause and resume 40 times within 5 s [R4]; this leaves a little. */
const TOGGLE_EVERY_MS = 140;
const DELIVERY_LIMIT_MS = 5_000;
/** Longer than the roster gathers joins for [O2]. */
const QUIET_MS = 1_000;
const QUIET_LIMIT_MS = 60_000;

export interface FanOutSample extends Sample {
  /** Of each toggle: from the request to the last member's event, in milliseconds. */
  lastMs: number[];
}

/**
 * Has one member of every room toggle for a while, each room in its own turn.
 * @returns microseconds of CPU time per event delivered, the request that causes it included
 * @throws when an event is missing, or comes that nobody caused
 */
export async function measureFanOut(
  server: FanOutRooms,
  { warmUpMs, measuredMs }: { warmUpMs: number; measuredMs: number },
): Promise<FanOutSample> {
  const { rooms, eventName } = server;
  const counters = rooms.map((room) => new RoomCounter(room, eventName));
  await quiet(counters);
  await runAll(counters, warmUpMs);
  for (const counter of counters) counter.lastMs.splice(0);
  const before = { cpu: await server.cpu(), ownMs: ownCpuMs(), atMs: performance.now() };
  await runAll(counters, measuredMs);
  const after = { cpu: await server.cpu(), ownMs: ownCpuMs(), atMs: performance.now() };
  const lastMs = counters.flatMap((counter) => counter.lastMs);
  const members = rooms[0]?.members.length ?? 0;
  const deliveries = lastMs.length * members;
  const elapsedMs = after.atMs - before.atMs;
  return {
    value: ((after.cpu - before.cpu) * 1e6) / deliveries,
    generatorLoad: (after.ownMs - before.ownMs) / elapsedMs,
    lastMs,
    details: {
      deliveriesPerSecond: (deliveries * 1000) / elapsedMs,
      productCoreLoad: ((after.cpu - before.cpu) * 1000) / elapsedMs,
    },
  };
}

/** Joins are told a little later: waits until nobody has heard of anything for a while. */
async function quiet(counters: readonly RoomCounter[]): Promise<void> {
  const until = performance.now() + QUIET_LIMIT_MS;
  while (performance.now() < until) {
    for (const counter of counters) counter.forget();
    await wait(QUIET_MS);
    if (counters.every(({ isQuiet }) => isQuiet)) return;
  }
  throw new Error('the rooms do not come to rest');
}

/** Rooms begin one after the other, so that their toggles spread over the interval. */
async function runAll(counters: readonly RoomCounter[], durationMs: number): Promise<void> {
  const until = performance.now() + durationMs;
  const spacingMs = TOGGLE_EVERY_MS / counters.length;
  await Promise.all(
    counters.map(async (counter, index) => {
      await wait(index * spacingMs);
      await counter.runUntil(until);
    }),
  );
}

/** Toggles in one room, and waits each time until every member has heard of it. */
class RoomCounter {
  readonly lastMs: number[] = [];
  readonly #room: FanOutRoom;
  #missing = 0;
  #whenAll: (() => void) | null = null;
  #uncalledFor = 0;

  constructor(room: FanOutRoom, eventName: string) {
    this.#room = room;
    for (const member of room.members) {
      member.onEvent((name) => {
        if (name === eventName) this.#handleEvent();
      });
    }
  }

  /** Whether nothing has come since `forget`. */
  get isQuiet(): boolean {
    return this.#uncalledFor === 0;
  }

  forget(): void {
    this.#uncalledFor = 0;
  }

  async runUntil(until: number): Promise<void> {
    while (performance.now() < until) {
      const startedAt = performance.now();
      await this.#toggle(startedAt);
      await wait(Math.max(0, startedAt + TOGGLE_EVERY_MS - performance.now()));
    }
    if (this.#uncalledFor > 0) throw new Error(`${this.#uncalledFor} events that nobody caused`);
    const lost = this.#room.members.filter(({ isOpen }) => !isOpen).length;
    if (lost > 0) throw new Error(`${lost} sockets were lost`);
  }

  async #toggle(startedAt: number): Promise<void> {
    this.#missing = this.#room.members.length;
    const all = new Promise<number>((resolve, reject) => {
      const limit = setTimeout(
        () => reject(new Error(`${this.#missing} members were not told`)),
        DELIVERY_LIMIT_MS,
      );
      this.#whenAll = () => {
        clearTimeout(limit);
        resolve(performance.now());
      };
    });
    const [endedAt] = await Promise.all([all, this.#room.toggle()]);
    this.lastMs.push(endedAt - startedAt);
  }

  #handleEvent(): void {
    if (this.#missing === 0) this.#uncalledFor += 1;
    else {
      this.#missing -= 1;
      if (this.#missing === 0) this.#whenAll?.();
    }
  }
}

function ownCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
