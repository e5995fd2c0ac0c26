import { setTimeout as delay } from 'node:timers/promises';
import type { Meetings } from './meetings/index.ts';
import type { Rooms } from './rooms/index.ts';
import type { Signaling } from './signaling/index.ts';

interface DrainDeps {
  meetings: Pick<Meetings, 'closeDoors'>;
  rooms: Pick<Rooms, 'handleDrain' | 'whenEmpty'>;
  signaling: () => Pick<Signaling, 'announceDrain'>;
  log: { info(fields: object, message: string): void };
}

/** Lets the meetings that are running come to their end, and none begin [S7]. */
export class Drain {
  readonly #deps: DrainDeps;
  #isUnderWay = false;

  constructor(deps: DrainDeps) {
    this.#deps = deps;
  }

  get isUnderWay(): boolean {
    return this.#isUnderWay;
  }

  /** Resolves when nobody is in a meeting any more, the time is over, or `impatience` fires. */
  async run(limitMs: number, impatience: AbortSignal): Promise<void> {
    const { meetings, rooms, signaling, log } = this.#deps;
    this.#isUnderWay = true;
    meetings.closeDoors();
    rooms.handleDrain(limitMs);
    signaling().announceDrain(limitMs);
    log.info({ limitMs }, 'draining: no meeting begins, those that run may go on');
    const timeOver = delay(limitMs, 'the time is over', { signal: impatience });
    const outcome = await Promise.race([
      rooms.whenEmpty().then(() => 'nobody is in a meeting'),
      // Rejects when it is cut short.
      timeOver.catch(() => 'asked again'),
    ]);
    log.info({ outcome }, 'drained');
  }
}
