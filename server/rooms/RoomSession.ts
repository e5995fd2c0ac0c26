import type { RequestInput, RequestOutput } from '../../shared/contracts/index.ts';
import { CHAT_PAGE_SIZE } from '../../shared/contracts/index.ts';
import type { MeetingAction } from '../../shared/domain/permissions.ts';
import { AppError } from '../../shared/errors.ts';
import * as moderation from './moderation.ts';
import type { ChatPort, Clock, Connection, MediaPort, MeetingsPort } from './ports.ts';
import { RELOAD_GRACE_MS, LOST_GRACE_MS, type Room } from './Room.ts';
import type { BurstKind, Seat } from './Seat.ts';
import { toSessionNote } from './sessionNote.ts';

export interface SessionDeps {
  meetings: MeetingsPort;
  chat: ChatPort;
  media: MediaPort;
  clock: Clock;
  /** Whether somebody is about to take this seat again. */
  isJoining(participantId: string): boolean;
}

const SOURCE_ACTION = {
  mic: 'media:speak',
  camera: 'media:showCamera',
  screen: 'media:shareScreen',
  screenAudio: 'media:shareScreen',
} as const satisfies Record<string, MeetingAction>;

/** Each is a command to the media node, of which so many cost about as much as a message. */
const PER_MESSAGE = 10;

function sizeOf(list: readonly unknown[]): number {
  return Math.ceil(list.length / PER_MESSAGE);
}

/** What one joined client can do, for as long as its connection holds its seat. */
export class RoomSession {
  readonly #deps: SessionDeps;
  readonly #connection: Connection;
  readonly room: Room;
  readonly seat: Seat;
  readonly sessionId: string;

  constructor(
    deps: SessionDeps,
    place: { room: Room; seat: Seat; sessionId: string; connection: Connection },
  ) {
    this.#deps = deps;
    this.room = place.room;
    this.seat = place.seat;
    this.sessionId = place.sessionId;
    this.#connection = place.connection;
  }

  /** False once the seat was given up, or another connection took it. */
  get isCurrent(): boolean {
    return !this.room.closed && this.seat.isHeldBy(this.#connection) && this.#isSeated;
  }

  /** The socket went without a word [S1]. */
  handleConnectionLost(): void {
    if (!this.isCurrent) return;
    this.room.suspend(this.seat, { canResume: true, graceMs: LOST_GRACE_MS });
  }

  leave(mayReturn: boolean): void {
    if (!this.isCurrent) return;
    if (!mayReturn) {
      this.room.leave(this.seat, 'left');
      return;
    }
    this.room.suspend(this.seat, { canResume: false, graceMs: RELOAD_GRACE_MS });
    // The goodbye may come late: the media that are there are then those of whoever has come back.
    if (this.#deps.isJoining(this.seat.id)) return;
    this.#deps.media.closePeer(this.room.id, this.seat.id);
  }

  setLocked(isLocked: boolean): Promise<void> {
    return moderation.setLocked(this.#deps, this, isLocked);
  }

  end(): Promise<void> {
    return moderation.endForAll(this.#deps, this);
  }

  muteAll(): Promise<void> {
    return moderation.muteAll(this.#deps, this);
  }

  mute(input: RequestInput<'participant:mute'>): Promise<void> {
    return moderation.mute(this.#deps, this, input);
  }

  askToUnmute(participantId: string): void {
    moderation.askToUnmute(this, participantId);
  }

  remove(participantId: string): Promise<void> {
    return moderation.remove(this.#deps, this, participantId);
  }

  setRole(input: RequestInput<'participant:setRole'>): Promise<void> {
    return moderation.setRole(this.#deps, this, input);
  }

  lowerHand(participantId: string): Promise<void> {
    return moderation.lowerHand(this.#deps, this, participantId);
  }

  async raiseHand(isRaised: boolean): Promise<void> {
    moderation.assertMay(this, 'participant:raiseHand');
    this.#limit('profile');
    const raisedAt = isRaised ? this.#deps.clock.now() : null;
    return moderation.setHand(this.#deps, this.room, this.seat, raisedAt);
  }

  react(emoji: RequestInput<'participant:react'>['emoji']): void {
    moderation.assertMay(this, 'participant:react');
    this.#limit('reaction');
    this.room.broadcast('meeting:reacted', { participantId: this.seat.id, emoji });
  }

  async rename(displayName: string): Promise<void> {
    this.#limit('profile');
    await this.#deps.meetings.rename(this.seat.id, displayName);
    this.room.change(this.seat, { displayName });
  }

  /** [C1], [R7] */
  async sendChat(
    input: RequestInput<'chat:sendMessage'>,
  ): Promise<RequestOutput<'chat:sendMessage'>> {
    moderation.assertMay(this, 'chat:send');
    this.#limit('chat');
    const { message, isNew } = await this.#deps.chat.send({
      ...input,
      meetingId: this.room.id,
      participantId: this.seat.id,
      displayName: this.seat.record.displayName,
    });
    if (isNew) {
      this.room.chat.add(message);
      this.room.broadcast('chat:messageSent', message);
    }
    return message;
  }

  /** [C2] */
  async listChat(beforeId: string | undefined): Promise<RequestOutput<'chat:listMessages'>> {
    this.#limit('history');
    return beforeId === undefined
      ? this.#deps.chat.latest(this.room.id, CHAT_PAGE_SIZE)
      : this.#deps.chat.before(this.room.id, beforeId, CHAT_PAGE_SIZE);
  }

  /** @returns makes the answer in the moment in which it is sent [M2] */
  async openMedia(offer: RequestInput<'media:open'>): Promise<() => RequestOutput<'media:open'>> {
    this.#limit('transport');
    const { media } = this.#deps;
    const { room, seat } = this;
    seat.mediaOpenings += 1;
    try {
      const answer = await media.openPeer(room.id, seat.id, offer);
      return () => {
        seat.mediaOpenings -= 1;
        media.notePeer(room.id, seat.id, toSessionNote(seat, this.sessionId));
        return { ...answer, consumers: media.peerConsumers(room.id, seat.id) };
      };
    } catch (error) {
      seat.mediaOpenings -= 1;
      throw error;
    }
  }

  connectTransport(input: RequestInput<'media:connectTransport'>): Promise<void> {
    const { transportId, dtlsParameters } = input;
    return this.#deps.media.connectTransport(
      this.room.id,
      this.seat.id,
      transportId,
      dtlsParameters,
    );
  }

  async restartIce(): Promise<RequestOutput<'media:restartIce'>> {
    this.#limit('transport');
    return this.#deps.media.restartIce(this.room.id, this.seat.id);
  }

  async produce(input: RequestInput<'media:produce'>): Promise<RequestOutput<'media:produce'>> {
    moderation.assertMay(this, SOURCE_ACTION[input.source]);
    this.#limit('producer');
    return this.#deps.media.produce(this.room.id, this.seat.id, input);
  }

  async setProducerPaused(input: RequestInput<'media:setProducerPaused'>): Promise<void> {
    this.#limit('producer');
    const { producerId, isPaused } = input;
    return this.#deps.media.setProducerPaused(this.room.id, this.seat.id, producerId, isPaused);
  }

  setProducerHeld(input: RequestInput<'media:setProducerHeld'>): Promise<void> {
    this.#limit('producer');
    const { producerId, reason } = input;
    return this.#deps.media.setProducerHeld(this.room.id, this.seat.id, producerId, reason);
  }

  closeProducer(producerId: string): Promise<void> {
    return this.#deps.media.closeProducer(this.room.id, this.seat.id, producerId);
  }

  async resumeConsumers(consumerIds: readonly string[]): Promise<void> {
    this.#limit('ready', sizeOf(consumerIds));
    return this.#deps.media.resumeConsumers(this.room.id, this.seat.id, consumerIds);
  }

  async setViews({ views }: RequestInput<'media:setViews'>): Promise<void> {
    this.#limit('view', sizeOf(views));
    return this.#deps.media.setViews(this.room.id, this.seat.id, views);
  }

  /** [R4] */
  #limit(kind: BurstKind, size?: number): void {
    if (this.seat.takeBurst(kind, this.#deps.clock.now(), size)) return;
    throw new AppError('rate_limited', 'That was too fast. Wait a few seconds, then try again.', {
      retryAfterSeconds: 5,
    });
  }

  get #isSeated(): boolean {
    return this.room.seats.get(this.seat.id) === this.seat;
  }
}
