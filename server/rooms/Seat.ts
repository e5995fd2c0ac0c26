import { randomUUID } from 'node:crypto';
import type { Participant } from '../../shared/contracts/index.ts';
import { SlidingWindow } from '../../shared/domain/slidingWindow.ts';
import type { Connection, SeatRecord } from './ports.ts';

/** A seat is held by a live connection, or kept for a while after the connection was lost. */
type Holder =
  | { kind: 'connected'; sessionId: string; connection: Connection }
  | { kind: 'away'; sessionId: string | null; cancelExpiry: () => void };

/** [R4] */
const BURST = { count: 10, windowMs: 5_000 } as const;

/** One participant of one live meeting; owned by its room. */
export class Seat {
  readonly record: SeatRecord;
  readonly seatToken: string;
  readonly chatBurst = new SlidingWindow(BURST.count, BURST.windowMs);
  readonly reactionBurst = new SlidingWindow(BURST.count, BURST.windowMs);
  /**
   * How many `media:open` are under way. Their answer tells all consumers in the moment in which it is
   * sent; what happens to consumers until then is not told beside it.
   */
  mediaOpenings = 0;
  sources = { isMicOn: false, isCameraOn: false, isSharing: false };
  #holder: Holder;

  constructor(
    record: SeatRecord,
    seatToken: string,
    session: { sessionId: string; connection: Connection },
  ) {
    this.record = { ...record };
    this.seatToken = seatToken;
    this.#holder = { kind: 'connected', ...session };
  }

  get id(): string {
    return this.record.participantId;
  }

  /** The session that holds the seat or may still resume it; null when only a new join can. */
  get sessionId(): string | null {
    return this.#holder.sessionId;
  }

  get connection(): Connection | null {
    return this.#holder.kind === 'connected' ? this.#holder.connection : null;
  }

  isHeldBy(connection: Connection): boolean {
    return this.connection === connection;
  }

  /** Gives the seat to a new session. @returns the connection that held it, which the caller ends */
  takeOver(connection: Connection): { previous: Connection | null; sessionId: string } {
    const previous = this.#release();
    const sessionId = randomUUID();
    this.#holder = { kind: 'connected', sessionId, connection };
    return { previous, sessionId };
  }

  /** Continues the same session on another connection. @returns the one that held it */
  resume(connection: Connection, sessionId: string): Connection | null {
    const previous = this.#release();
    this.#holder = { kind: 'connected', sessionId, connection };
    return previous;
  }

  /** @param cancelExpiry stops the timer that will give the seat up */
  goAway(options: { canResume: boolean; cancelExpiry: () => void }): void {
    const sessionId = options.canResume ? this.#holder.sessionId : null;
    this.#release();
    this.#holder = { kind: 'away', sessionId, cancelExpiry: options.cancelExpiry };
  }

  /** @returns the connection that held it */
  close(): Connection | null {
    return this.#release();
  }

  toParticipant(): Participant {
    const { participantId, userId, displayName, avatarUrl, role, handRaisedAt, joinedAt } =
      this.record;
    return {
      id: participantId,
      userId,
      displayName,
      avatarUrl,
      role,
      handRaisedAt,
      joinedAt,
      presence: this.#holder.kind === 'connected' ? 'present' : 'reconnecting',
      ...this.sources,
    };
  }

  #release(): Connection | null {
    if (this.#holder.kind === 'connected') return this.#holder.connection;
    this.#holder.cancelExpiry();
    return null;
  }
}
