import type { ChatMessage, EventName, MediaAnswer } from '../../shared/contracts/index.ts';
import { AppError } from '../../shared/errors.ts';
import type { RestoredRoom } from '../media/index.ts';
import type {
  Broadcast,
  ChatPort,
  Connection,
  LiveMeeting,
  MediaPort,
  MeetingsPort,
  SeatRecord,
} from './ports.ts';

interface Sent {
  name: EventName;
  payload: unknown;
}

/** Who entered which meeting, so that broadcasts reach the fake lines as they would sockets. */
export class FakeLines {
  readonly #entered = new Map<string, Set<FakeConnection>>();

  readonly broadcast: Broadcast = (meetingId, name, payload) => {
    for (const line of this.#entered.get(meetingId) ?? []) line.emit(name, payload);
  };

  connect(): FakeConnection {
    return new FakeConnection(this.#entered);
  }
}

export class FakeConnection implements Connection {
  readonly #entered: Map<string, Set<FakeConnection>>;
  readonly sent: Sent[] = [];
  isClosed = false;

  constructor(entered: Map<string, Set<FakeConnection>>) {
    this.#entered = entered;
  }

  enter(meetingId: string): void {
    const lines = this.#entered.get(meetingId) ?? new Set();
    this.#entered.set(meetingId, lines.add(this));
  }

  exit(meetingId: string): void {
    this.#entered.get(meetingId)?.delete(this);
  }

  emit(name: EventName, payload: unknown): void {
    this.sent.push({ name, payload });
  }

  close(): void {
    this.isClosed = true;
  }

  last(name: EventName): unknown {
    return this.sent.findLast((one) => one.name === name)?.payload;
  }
}

/** Admits whoever it was told of; remembers what it was told to keep. */
export class FakeMeetings implements MeetingsPort {
  readonly meeting: LiveMeeting = {
    id: 'm1',
    code: 'abc-defg-hjk',
    title: 'Stand-up',
    hostName: 'Ana',
    guestsAllowed: true,
    isLocked: false,
    startedAt: null,
  };
  readonly seats = new Map<string, SeatRecord>();
  readonly kept: string[] = [];
  /** Runs while a join is under way. */
  duringJoin: (() => void) | null = null;

  admit({ seatToken, displayName }: Parameters<MeetingsPort['admit']>[0]) {
    const participantId = seatToken ?? `p-${displayName}`;
    const seat: SeatRecord = this.seats.get(participantId) ?? {
      participantId,
      meetingId: this.meeting.id,
      userId: displayName === 'host' ? 'u-host' : null,
      displayName: displayName ?? participantId,
      avatarUrl: null,
      role: displayName === 'host' ? 'host' : 'participant',
      handRaisedAt: null,
      joinedAt: 0,
    };
    this.seats.set(participantId, seat);
    return Promise.resolve({ meeting: this.meeting, seat, seatToken: participantId });
  }

  readSeat(participantId: string) {
    const seat = this.seats.get(participantId);
    return Promise.resolve(seat ? { meetingId: seat.meetingId, participantId } : null);
  }

  findLive(): Promise<LiveMeeting | null> {
    return Promise.resolve(this.meeting);
  }

  /** Whether the host was in the meeting before the room was opened. */
  wasHostHere = false;

  /** Those that are stored as held. */
  held: string[] = [];

  findSeated(_meetingId: string, participantIds: readonly string[]) {
    const ids = participantIds.filter((id) => this.held.includes(id));
    const seats = ids.flatMap((id) => this.seats.get(id) ?? []);
    return Promise.resolve(seats.map((seat) => ({ seat, seatToken: seat.participantId })));
  }

  wasHostIn(): Promise<boolean> {
    return Promise.resolve(this.wasHostHere);
  }

  async markJoined(participantId: string): Promise<SeatRecord['role']> {
    const role = this.seats.get(participantId)?.role ?? 'guest';
    this.duringJoin?.();
    await this.#keep(`joined ${participantId}`);
    return role;
  }

  markLeft({ participantId }: { participantId: string }): Promise<void> {
    return this.#keep(`left ${participantId}`);
  }

  markRemoved(participantId: string): Promise<void> {
    return this.#keep(`removed ${participantId}`);
  }

  setParticipantRole(participantId: string, role: string): Promise<void> {
    return this.#keep(`role ${participantId} ${role}`);
  }

  setHand(participantId: string, raisedAt: number | null): Promise<void> {
    return this.#keep(`hand ${participantId} ${raisedAt === null ? 'down' : 'up'}`);
  }

  rename(participantId: string, displayName: string): Promise<void> {
    return this.#keep(`name ${participantId} ${displayName}`);
  }

  setLocked(_meetingId: string, isLocked: boolean): Promise<void> {
    return this.#keep(isLocked ? 'locked' : 'unlocked');
  }

  endMeeting(): Promise<void> {
    return this.#keep('ended');
  }

  #keep(what: string): Promise<void> {
    this.kept.push(what);
    return Promise.resolve();
  }
}

export class FakeChat implements ChatPort {
  readonly messages: ChatMessage[] = [];

  send({ id, participantId, displayName, text }: Parameters<ChatPort['send']>[0]) {
    const existing = this.messages.find((message) => message.id === id);
    const message = existing ?? { id, participantId, displayName, text, sentAt: 1 };
    if (!existing) this.messages.push(message);
    return Promise.resolve({ message, isNew: !existing });
  }

  latest() {
    return Promise.resolve({ messages: [...this.messages], hasMore: false });
  }

  before() {
    return Promise.resolve({ messages: [], hasMore: false });
  }
}

/** What opening media is answered with, with nothing in it. */
export const EMPTY_ANSWER: MediaAnswer = {
  routerRtpCapabilities: {},
  iceServers: [],
  sendTransport: emptyTransport('send'),
  recvTransport: emptyTransport('recv'),
  isDtlsConnected: false,
  consumers: [],
};

function emptyTransport(id: string): MediaAnswer['sendTransport'] {
  const dtlsParameters = { fingerprints: [] };
  return {
    id,
    iceParameters: { usernameFragment: '', password: '' },
    iceCandidates: [],
    dtlsParameters,
  };
}

/** Remembers what it was asked; forwards nothing. */
export class FakeMedia implements MediaPort {
  readonly asked: string[] = [];
  readonly notes = new Map<string, string>();

  openPeer(_roomId: string, peerId: string): Promise<MediaAnswer> {
    this.asked.push(`open ${peerId}`);
    return Promise.reject(new Error('no media in this test'));
  }

  connectTransport(): Promise<void> {
    return Promise.resolve();
  }

  restartIce() {
    const one = {
      transportId: 't',
      iceParameters: { usernameFragment: 'u', password: 'p', iceLite: true },
    };
    return Promise.resolve({ send: one, recv: one, iceServers: [] });
  }

  peerIce() {
    const one = { transportId: 't', iceParameters: { usernameFragment: 'old', password: 'p' } };
    return { send: one, recv: one, iceServers: [] };
  }

  notePeer(_roomId: string, peerId: string, note: string): void {
    this.notes.set(peerId, note);
  }

  /** What a server before this one has left. */
  left: RestoredRoom[] = [];

  restore(): Promise<RestoredRoom[]> {
    return Promise.resolve(this.left);
  }

  closeRoom(roomId: string): void {
    this.asked.push(`close room ${roomId}`);
  }

  peerConsumers() {
    return [];
  }

  produce() {
    return Promise.resolve({ producerId: 'x' });
  }

  setProducerPaused(): Promise<void> {
    return Promise.resolve();
  }

  setProducerHeld(): Promise<void> {
    return Promise.resolve();
  }

  closeProducer(): Promise<void> {
    return Promise.resolve();
  }

  /** A node that is late refuses what it does when it goes on. */
  isLate = false;
  readonly whenOn: (() => void)[] = [];

  pauseSource(
    _roomId: string,
    peerId: string,
    source: string,
    handlePaused: () => void,
  ): Promise<void> {
    this.asked.push(`pause ${source} of ${peerId}`);
    if (this.isLate) {
      this.whenOn.push(handlePaused);
      return Promise.reject(new AppError('media_unavailable', 'The node is late.'));
    }
    handlePaused();
    return Promise.resolve();
  }

  closeSource(_roomId: string, peerId: string, source: string): Promise<void> {
    this.asked.push(`close ${source} of ${peerId}`);
    return Promise.resolve();
  }

  resumeConsumers(): Promise<void> {
    return Promise.resolve();
  }

  setViews(): Promise<void> {
    return Promise.resolve();
  }

  closePeer(_roomId: string, peerId: string): void {
    this.asked.push(`close peer ${peerId}`);
  }

  isOpen = true;

  health(): 'up' {
    return 'up';
  }

  isPeerOpen(): boolean {
    return this.isOpen;
  }

  peerProducers() {
    return [];
  }
}
