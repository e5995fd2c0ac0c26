import type { Participant } from '../../shared/contracts/index.ts';
import { SlidingWindow } from '../../shared/domain/slidingWindow.ts';
import type { Connection, SeatRecord } from './ports.ts';

/** A seat is held by a live connection, or kept for a while after the connection was lost. */
type Holder =
  | { kind: 'connected'; sessionId: string; connection: Connection }
  | { kind: 'away'; sessionId: string | null; since: number; cancelExpiry: () => void };

export interface SeatSession {
  sessionId: string;
  connection: Connection;
  /** The sign-in that it belongs to; null for guests. */
  familyId: string | null;
}

export interface AwaitedSession extends Omit<SeatSession, 'connection'> {
  /** Since when it is away, ms since the epoch. */
  since: number;
  /** Stops the timer that will give the seat up. */
  cancelExpiry: () => void;
}

/** [R4]: what reaches everybody, or costs more than a message, is limited by kind. */
const BURSTS = {
  chat: { count: 10, windowMs: 5_000 },
  reaction: { count: 10, windowMs: 5_000 },
  profile: { count: 10, windowMs: 5_000 },
  producer: { count: 40, windowMs: 5_000 },
  transport: { count: 10, windowMs: 10_000 },
  history: { count: 40, windowMs: 5_000 },
  /** As often as anything may be asked; one that names many counts for more. */
  view: { count: 500, windowMs: 5_000 },
  ready: { count: 500, windowMs: 5_000 },
} as const;
export type BurstKind = keyof typeof BURSTS;

/** One participant of one live meeting; owned by its room. */
export class Seat {
  readonly record: SeatRecord;
  readonly seatToken: string;
  readonly #bursts = new Map<BurstKind, SlidingWindow>();
  /**
   * How many `media:open` are under way. Their answer tells all consumers in the moment in which it is
   * sent; what happens to consumers until then is not told beside it.
   */
  mediaOpenings = 0;
  sources = { isMicOn: false, isCameraOn: false, isSharing: false };
  /** The sign-in of the session that holds the seat, or held it last; null for guests. */
  familyId: string | null;
  #holder: Holder;

  static taken(record: SeatRecord, seatToken: string, session: SeatSession): Seat {
    const { sessionId, connection, familyId } = session;
    return new Seat(record, seatToken, { kind: 'connected', sessionId, connection }, familyId);
  }

  /** Of a session that a server before this one has served; it may be resumed. */
  static awaited(record: SeatRecord, seatToken: string, session: AwaitedSession): Seat {
    const { sessionId, since, cancelExpiry, familyId } = session;
    return new Seat(record, seatToken, { kind: 'away', sessionId, since, cancelExpiry }, familyId);
  }

  private constructor(
    record: SeatRecord,
    seatToken: string,
    holder: Holder,
    familyId: string | null,
  ) {
    this.record = { ...record };
    this.seatToken = seatToken;
    this.#holder = holder;
    this.familyId = familyId;
  }

  get id(): string {
    return this.record.participantId;
  }

  /** The session that holds the seat or may still resume it; null when only a new join can. */
  get sessionId(): string | null {
    return this.#holder.sessionId;
  }

  /** Since when the connection is lost, ms since the epoch; null: it is there. */
  get awaySince(): number | null {
    return this.#holder.kind === 'away' ? this.#holder.since : null;
  }

  get connection(): Connection | null {
    return this.#holder.kind === 'connected' ? this.#holder.connection : null;
  }

  /**
   * @param size as how many it counts
   * @returns whether one more of this kind is within the limit
   */
  takeBurst(kind: BurstKind, now: number, size = 1): boolean {
    const { count, windowMs } = BURSTS[kind];
    const window = this.#bursts.get(kind) ?? new SlidingWindow(count, windowMs);
    this.#bursts.set(kind, window);
    return window.take(now, size);
  }

  isHeldBy(connection: Connection): boolean {
    return this.connection === connection;
  }

  /** Gives the seat to a new session. @returns the connection that held it, which the caller ends */
  takeOver(session: SeatSession): Connection | null {
    const { sessionId, connection, familyId } = session;
    const previous = this.#release();
    this.#holder = { kind: 'connected', sessionId, connection };
    this.familyId = familyId;
    return previous;
  }

  /** Continues the same session on another connection. @returns the one that held it */
  resume(connection: Connection, sessionId: string): Connection | null {
    const previous = this.#release();
    this.#holder = { kind: 'connected', sessionId, connection };
    return previous;
  }

  /** @param cancelExpiry stops the timer that will give the seat up */
  goAway(options: { canResume: boolean; since: number; cancelExpiry: () => void }): void {
    const { canResume, since, cancelExpiry } = options;
    const sessionId = canResume ? this.#holder.sessionId : null;
    this.#release();
    this.#holder = { kind: 'away', sessionId, since, cancelExpiry };
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
