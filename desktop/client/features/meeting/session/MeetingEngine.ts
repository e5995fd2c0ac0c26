import type { Joined, Resumed } from '../../../../../shared/contracts/index.ts';
import { assertNever } from '../../../../../shared/errors.ts';
import {
  type LocalMedia,
  type LocalMediaState,
  MediaSession,
  type PreparedMedia,
} from '../../../media/index.ts';
import type { Clock } from '../../../platform/clock.ts';
import {
  type Caller,
  type Connection,
  type ConnectionListener,
  connectionLost,
  type Seat,
  type ServerEvent,
  SessionRunner,
  type SessionState,
} from '../../../signaling/index.ts';
import type { EndReason, MeetingCommands, MeetingStatus } from '../meetingState.ts';
import { applyFailed, applyMessage, applyWaiting } from './chat.ts';
import { ChatOutbox } from './ChatOutbox.ts';
import { createCommands } from './createCommands.ts';
import { handleServerEvent, tellIfActingHost, turnOff } from './handleServerEvent.ts';
import { MeetingStore, type OwnMedia } from './MeetingStore.ts';
import { NoticeBoard } from './NoticeBoard.ts';
import type { SeatMemory } from './SeatMemory.ts';

export interface MeetingEngineDeps {
  code: string;
  clock: Clock;
  random(): number;
  localMedia: LocalMedia;
  seats: SeatMemory;
  openConnection(listener: ConnectionListener): Connection;
}

/** What is known only when somebody joins. */
export interface JoinStart {
  /** Needed of guests. */
  displayName?: string;
  passcode?: string;
  /** From `prepareMedia` and what the lobby told; null while no media node is up. */
  prepared: Promise<PreparedMedia> | null;
}

/**
 * After these the seat still says who one is: on the way back in, in another tab that holds it now [J4],
 * or at a door that stays shut [A4].
 */
const KEEPS_SEAT: ReadonlySet<EndReason> = new Set<EndReason>([
  'connectionLost',
  'replaced',
  'removed',
]);

/** Wires connection, media, store and devices of one meeting; each of them does its own part. */
export class MeetingEngine {
  readonly store: MeetingStore;
  readonly commands: MeetingCommands;
  readonly #deps: MeetingEngineDeps;
  readonly #runner: SessionRunner;
  readonly #media: MediaSession;
  readonly #outbox: ChatOutbox;
  readonly #board: NoticeBoard;
  readonly #stopListening: () => void;
  readonly #prepared = Promise.withResolvers<PreparedMedia | null>();
  /** null: nobody has gone in yet. */
  #start: JoinStart | null = null;
  /** The connection that holds the session; null in between. */
  #connection: Connection | null = null;
  #closed = false;

  constructor(deps: MeetingEngineDeps) {
    this.#deps = deps;
    const { clock, localMedia } = deps;
    const caller: Caller = {
      call: (name, input, receive) =>
        this.#connection?.call(name, input, receive) ?? Promise.reject(connectionLost()),
    };
    const own = toOwnMedia(localMedia.store.getState());
    const store = new MeetingStore({ kind: 'joining', since: clock.now() }, own);
    this.store = store;
    this.#board = new NoticeBoard(store, clock);
    this.#outbox = this.#createOutbox(caller);
    this.#media = this.#createMedia(caller);
    this.#stopListening = localMedia.store.subscribe((state) =>
      store.setOwnMedia(toOwnMedia(state)),
    );
    this.commands = createCommands({
      caller,
      clock,
      store,
      board: this.#board,
      outbox: this.#outbox,
      localMedia,
      media: this.#media,
      leave: () => this.#leave(),
    });
    this.#runner = this.#createRunner();
  }

  /** Goes in; until then nothing was asked of the server. */
  start(start: JoinStart): void {
    this.#start = start;
    this.store.set({ status: { kind: 'joining', since: this.#deps.clock.now() } });
    this.#prepared.resolve(start.prepared);
    this.#runner.dispatch({ kind: 'start', seatToken: this.#deps.seats.read() });
  }

  /** The page goes, perhaps to come back: the seat is kept for a moment [S3]. */
  handlePageHide(): void {
    this.#sayGoodbye(true);
  }

  handleOnline(): void {
    this.#runner.dispatch({ kind: 'online' });
    if (this.#connection) void this.#media.restartIce();
  }

  close(): void {
    this.#leave();
  }

  #createOutbox(caller: Caller): ChatOutbox {
    const { store } = this;
    return new ChatOutbox({
      caller,
      clock: this.#deps.clock,
      onWaiting: (messageId) => store.updateChat((chat) => applyWaiting(chat, messageId)),
      onSent: (message) =>
        store.updateChat((chat) => applyMessage(chat, message, store.state.selfId)),
      onFailed: (messageId) => store.updateChat((chat) => applyFailed(chat, messageId)),
    });
  }

  #createMedia(caller: Caller): MediaSession {
    const { store } = this;
    const { clock, localMedia } = this.#deps;
    return new MediaSession({
      caller,
      clock,
      localMedia,
      prepared: this.#prepared.promise,
      onPath: (media) => store.set({ media }),
      onTargets: (mediaTargets) => store.set({ mediaTargets }),
      onRemoteVideo: (participantId, source, video) =>
        store.setRemoteVideo(participantId, source, video),
      onOwnHold: (source, reason) => store.setOwnHold(source, reason),
      onAudioBlocked: (isAudioBlocked) => store.set({ isAudioBlocked }),
      onRefused: (_source, { code, message }) =>
        this.#board.add({ kind: 'actionFailed', error: { code, message } }),
      // Who did it is not known any more, so nobody is named; the buttons tell the truth.
      onTakenAway: (source) => turnOff(source, localMedia),
    });
  }

  #createRunner(): SessionRunner {
    const deps = this.#deps;
    return new SessionRunner({
      clock: deps.clock,
      random: () => deps.random(),
      openConnection: (listener) => deps.openConnection(listener),
      join: (connection, seatToken) => this.#join(connection, seatToken),
      resume: (connection, seat) => this.#resume(connection, seat),
      onState: (state) => this.#handleState(state),
      onEvent: (event) => this.#handleEvent(event),
    });
  }

  async #join(connection: Connection, seatToken: string | null): Promise<Seat> {
    const { displayName, passcode } = this.#start ?? {};
    const media = await this.#media.offer();
    const input = {
      code: this.#deps.code,
      ...(displayName === undefined ? {} : { displayName }),
      ...(passcode === undefined ? {} : { passcode }),
      ...(seatToken === null ? {} : { seatToken }),
      ...(media === null ? {} : { media }),
    };
    // Seen in a performance profile, and by `npm run bench -- join`; the page keeps those of every join.
    performance.clearMarks('join:asked');
    performance.clearMarks('join:answered');
    performance.mark('join:asked');
    const joined = await connection.call('meeting:join', input, (answer) => {
      performance.mark('join:answered');
      this.#takeIn(connection, answer);
      this.#media.handleAnswer(answer.media);
    });
    // Showing the room occupies the one thread that negotiation and the opening of sockets need, too:
    // the room is drawn while the first key frame is on its way.
    await this.#media.whenReceiving();
    return joined.self;
  }

  async #resume(connection: Connection, { seatToken, sessionId }: Seat): Promise<Seat> {
    const { keepsPath } = this.#media;
    const input = { seatToken, sessionId, keepsPath };
    const resumed = await connection.call('meeting:resume', input, (answer) => {
      this.#takeIn(connection, answer);
      this.#media.handleResumed(answer.media, keepsPath);
    });
    return resumed.self;
  }

  #takeIn(connection: Connection, answer: Joined | Resumed): void {
    if (this.#closed) {
      // Nobody waits for this seat any more; unsaid, the others would see a ghost on it for 30 s [S1].
      connection.call('meeting:leave', {}).catch(() => undefined);
      return;
    }
    this.#connection = connection;
    this.#deps.seats.write(answer.self.seatToken);
    const { actingHostId } = this.store.state;
    this.store.applySnapshot(answer);
    this.store.noteClosing(answer.closesInMs, this.#deps.clock.now());
    tellIfActingHost(actingHostId, { store: this.store, board: this.#board });
    this.#outbox.handleReconnected();
  }

  #handleState(state: SessionState): void {
    switch (state.kind) {
      case 'idle':
      case 'connecting':
      case 'doubting':
        return;
      case 'joined':
        return this.store.set({ status: { kind: 'joined' } });
      case 'resuming':
      case 'rejoining':
        this.#connection = null;
        this.#media.handleDisconnected();
        return this.store.set({ status: { kind: state.kind, since: this.#lostSince() } });
      case 'refused':
        return this.#end({ kind: 'refused', error: state.error });
      case 'ended':
        return this.#end({ kind: 'ended', reason: state.reason });
      default:
        return assertNever(state);
    }
  }

  #lostSince(): number {
    const { status } = this.store.state;
    const isLost = status.kind === 'resuming' || status.kind === 'rejoining';
    return isLost ? status.since : this.#deps.clock.now();
  }

  #handleEvent(event: ServerEvent): void {
    this.#media.handleEvent(event);
    handleServerEvent(event, {
      store: this.store,
      board: this.#board,
      localMedia: this.#deps.localMedia,
      now: () => this.#deps.clock.now(),
      onGap: () => this.#runner.dispatch({ kind: 'gapSeen' }),
    });
  }

  #leave(): void {
    this.#sayGoodbye(false);
    this.#runner.dispatch({ kind: 'ended', reason: 'left' });
  }

  /** Nobody waits for the answer: what is written before the socket closes is still sent. */
  #sayGoodbye(mayReturn: boolean): void {
    this.#connection?.call('meeting:leave', { mayReturn }).catch(() => undefined);
  }

  #end(status: MeetingStatus): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#connection = null;
    const isGivenUp = status.kind === 'ended' && !KEEPS_SEAT.has(status.reason);
    // Whoever leaves the lobby gives up no seat of before.
    if (isGivenUp && this.#start !== null) this.#deps.seats.forget();
    this.#stopListening();
    this.#outbox.close();
    this.#board.close();
    this.#media.close();
    // Whoever left shares nothing any more; camera and microphone are their owner's to close.
    this.#deps.localMedia.stopScreen();
    this.store.set({ status });
  }
}

function toOwnMedia({ mic, camera, screen }: LocalMediaState): OwnMedia {
  return {
    isMicOn: mic.kind === 'on',
    isCameraOn: camera.kind === 'on',
    isSharing: screen.kind === 'on',
  };
}
