import { isExpired, nextStatus, EMPTY_GRACE_MS } from '../../shared/domain/lifecycle.ts';
import type { Places } from './Places.ts';
import type { LiveRooms, MeetingsLog, MeetingStore } from './ports.ts';
import { endedMeeting, unknownMeeting } from './refusals.ts';

/** How many are ended per query: enough to keep up, few enough not to hold anybody up. */
const BATCH = 500;

interface EndingsDependencies {
  meetings: MeetingStore;
  places: Places;
  live: LiveRooms;
  log: MeetingsLog;
  now: () => number;
}

/** How meetings end: by their host, or by nobody coming any more. */
export class Endings {
  readonly #deps: EndingsDependencies;
  /** Meetings that somebody joined since they were last seen empty. */
  readonly #inUse = new Set<string>();

  constructor(deps: EndingsDependencies) {
    this.#deps = deps;
  }

  noteUse(meetingId: string): void {
    this.#inUse.add(meetingId);
  }

  /**
   * Ends it in the database first, so that nobody can come in again while the room is closed. Once more is of use
   * where that was stored but not answered: the room is closed then.
   * @throws {AppError} `meeting_not_found`, `meeting_ended`
   */
  async end(meetingId: string, reason: 'endedByHost' | 'expired'): Promise<void> {
    const { meetings, live, log, now } = this.#deps;
    const meeting = await meetings.findById(meetingId);
    if (!meeting) throw unknownMeeting();
    const endsNow =
      meeting.status !== 'ended' &&
      nextStatus(meeting.status, reason) === 'ended' &&
      (await meetings.end(meetingId, now()));
    live.close(meetingId, reason);
    if (!endsNow) throw endedMeeting();
    log.info({ meetingId, reason }, 'meeting ended');
  }

  /**
   * Ends what nobody has used for long, see `isExpired`. Run it every few minutes: it also records
   * that meetings are in use, so that a crash does not make a long one look abandoned.
   * @returns how many ended
   */
  async expireStale(now: number): Promise<number> {
    const { meetings, places, live } = this.#deps;
    places.sweep(now);
    for (const id of this.#inUse) if (live.presentCount(id) === 0) this.#inUse.delete(id);
    if (this.#inUse.size > 0) await meetings.recordUse([...this.#inUse], now);
    let ended = 0;
    for (;;) {
      const unusedSince = now - EMPTY_GRACE_MS;
      const unused = await meetings.listUnusedSince(unusedSince, BATCH);
      const stale = unused.filter((meeting) =>
        isExpired({ ...meeting, isEmpty: live.presentCount(meeting.id) === 0 }, now),
      );
      const before = ended;
      for (const { id } of stale) if (await this.#tryToExpire(id, now, unusedSince)) ended += 1;
      // Those that could not be ended would be found again and again; the next run tries them.
      if (stale.length < BATCH || ended === before) return ended;
    }
  }

  /** One that cannot be ended must not keep the others. */
  async #tryToExpire(meetingId: string, now: number, unusedSince: number): Promise<boolean> {
    try {
      return await this.#expire(meetingId, now, unusedSince);
    } catch (err) {
      this.#deps.log.error({ err, meetingId }, 'a meeting that nobody uses could not be ended');
      return false;
    }
  }

  /** Somebody may have come in since it was found unused: the store looks once more. */
  async #expire(meetingId: string, now: number, unusedSince: number): Promise<boolean> {
    const { meetings, live, log } = this.#deps;
    if (!(await meetings.end(meetingId, now, unusedSince))) return false;
    live.close(meetingId, 'expired');
    log.info({ meetingId, reason: 'expired' }, 'meeting ended');
    return true;
  }
}
