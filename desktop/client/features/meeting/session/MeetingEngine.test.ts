import { beforeEach, describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Joined, Participant, RequestName } from '../../../../../shared/contracts/index.ts';
import { AppError, type ErrorCode } from '../../../../../shared/errors.ts';
import type { LocalMedia, LocalMediaState } from '../../../media/index.ts';
import { createFakeClock, type FakeClock } from '../../../platform/fakeClock.ts';
import {
  type Connection,
  type ConnectionListener,
  connectionLost,
  type ServerEvent,
} from '../../../signaling/index.ts';
import { MeetingEngine } from './MeetingEngine.ts';
import { SeatMemory } from './SeatMemory.ts';

const SELF = '00000000-0000-4000-8000-000000000001';
const OTHER = '00000000-0000-4000-8000-000000000002';

const person = (id: string, displayName: string): Participant => ({
  id,
  userId: null,
  displayName,
  avatarUrl: null,
  role: 'participant',
  presence: 'present',
  isMicOn: false,
  isCameraOn: false,
  isSharing: false,
  handRaisedAt: null,
  joinedAt: id === SELF ? 1 : 2,
});

const joined = (version: number, ...participants: Participant[]): Joined => ({
  self: { participantId: SELF, sessionId: SELF, seatToken: 'seat' },
  meeting: {
    code: 'abc-defg-hjk',
    title: 'Standup',
    isLocked: false,
    startedAt: 0,
    hostName: 'Host',
    guestsAllowed: true,
  },
  version,
  participants,
  actingHostId: null,
  activeSpeakerId: null,
  closesInMs: null,
  chat: { messages: [], hasMore: false },
  media: null,
});

/** A server in a few lines: it answers what the test tells it to, or fails with a code. */
class FakeServer {
  readonly asked: { name: RequestName; input: object }[] = [];
  readonly answers: Partial<Record<RequestName, () => unknown>> = {};
  listener: ConnectionListener | null = null;
  closedCount = 0;
  /** While set, answers wait for it. */
  gate: Promise<void> | null = null;

  open(listener: ConnectionListener): Connection {
    this.listener = listener;
    const call: Connection['call'] = async (name, input, receive) => {
      this.asked.push({ name, input });
      if (this.gate) await this.gate;
      const answer = this.answers[name];
      if (!answer) throw connectionLost();
      const output = answer() as never; // The test gives each name the answer of its contract.
      receive?.(output);
      return output;
    };
    const close = () => void (this.closedCount += 1);
    return { isOpen: false, call, close, abandon: close };
  }

  tell(event: ServerEvent): void {
    this.listener?.handleEvent(event);
  }

  askedFor(name: RequestName) {
    return this.asked.filter((each) => each.name === name).map(({ input }) => input);
  }
}

function fakeLocalMedia() {
  const off = { kind: 'off' } as const;
  const store = createStore<LocalMediaState>(() => ({
    mic: { kind: 'on' },
    camera: off,
    screen: off,
    mics: [],
    cameras: [],
    speakers: [],
    chosenMic: null,
    chosenCamera: null,
    chosenSpeaker: null,
  }));
  const media: Pick<LocalMedia, 'store' | 'track' | 'on' | 'setMicOn' | 'stopScreen'> = {
    store,
    track: () => null,
    on: () => () => undefined,
    setMicOn(isOn) {
      store.setState({ mic: isOn ? { kind: 'on' } : off });
      return Promise.resolve();
    },
    stopScreen: () => store.setState({ screen: off }),
  };
  return media as LocalMedia; // As much of it as a session without tracks touches.
}

const refuse = (code: ErrorCode) => () => {
  throw new AppError(code, `Refused: ${code}.`);
};

describe('MeetingEngine', () => {
  let clock: FakeClock;
  let server: FakeServer;
  let kept: Map<string, string>;
  beforeEach(() => {
    clock = createFakeClock();
    server = new FakeServer();
    kept = new Map();
    server.answers['meeting:join'] = () => joined(1, person(SELF, 'Me'), person(OTHER, 'Ana'));
  });

  const create = () =>
    new MeetingEngine({
      code: 'abc-defg-hjk',
      clock,
      random: () => 0,
      localMedia: fakeLocalMedia(),
      seats: new SeatMemory(
        {
          getItem: (key) => kept.get(key) ?? null,
          setItem: (key, value) => void kept.set(key, value),
          removeItem: (key) => void kept.delete(key),
        },
        'abc-defg-hjk',
      ),
      openConnection: (listener) => server.open(listener),
    });

  const start = () => {
    const engine = create();
    engine.start({ displayName: 'Me', prepared: null });
    return engine;
  };

  const join = async () => {
    const engine = start();
    server.listener?.handleOpen();
    await expect.poll(() => engine.store.state.status.kind).toBe('joined');
    return engine;
  };

  it('asks nothing of the server before somebody goes in, and gives up no seat of before', () => {
    kept.set('parley.seat.abc-defg-hjk', 'seat of before');
    const engine = create();
    expect(server.listener).toBeNull();
    engine.close();
    expect([...kept.values()]).toEqual(['seat of before']);
  });

  it('shows the meeting after one answer [J1]', async () => {
    const { store } = await join();
    expect(store.state.participantIds).toEqual([SELF, OTHER]);
    expect(store.state.meeting?.title).toBe('Standup');
    expect(server.askedFor('meeting:join')).toHaveLength(1);
  });

  it('[H3] tells whoever became acting host while away, and once only', async () => {
    const told = (engine: MeetingEngine) =>
      engine.store.state.notices.filter(({ notice }) => notice.kind === 'actsAsHost');
    server.answers['meeting:join'] = () => ({
      ...joined(1, person(SELF, 'Me')),
      actingHostId: SELF,
    });
    const engine = await join();
    expect(told(engine)).toMatchObject([{ notice: { isSelf: true, hostName: 'Host' } }]);
    engine.commands.dismissNotice(told(engine)[0]?.key ?? '');
    server.answers['meeting:resume'] = () => ({
      ...joined(2, person(SELF, 'Me'), person(OTHER, 'Ana')),
      actingHostId: SELF,
    });
    server.tell({
      name: 'meeting:rosterChanged',
      payload: { version: 9, joined: [], changed: [], left: [] },
    });
    await expect.poll(() => engine.store.state.participantIds).toEqual([SELF, OTHER]);
    expect(told(engine)).toEqual([]);
  });

  it('tells who is made co-host, or is it no more, and nobody of another', async () => {
    const engine = await join();
    const change = (version: number, id: string, role: 'cohost' | 'participant') =>
      server.tell({
        name: 'meeting:rosterChanged',
        payload: { version, joined: [], changed: [{ id, role }], left: [] },
      });
    const told = () => engine.store.state.notices.map(({ notice }) => notice.kind);
    change(2, SELF, 'cohost');
    expect(told()).toContain('madeCohost');
    change(3, SELF, 'participant');
    expect(told()).toContain('cohostEnded');
    const before = told().length;
    change(4, OTHER, 'cohost');
    expect(told()).toHaveLength(before);
  });

  it('[S7] knows until when the server goes on, and forgets it when it came back', async () => {
    const { store } = await join();
    expect(store.state.serverCloses).toBeNull();
    server.tell({ name: 'server:draining', payload: { closesInMs: 60_000 } });
    expect(store.state.serverCloses?.at).toBe(clock.now() + 60_000);
    expect(store.state.status.kind).toBe('joined');
    server.answers['meeting:resume'] = () => joined(2, person(SELF, 'Me'));
    server.tell({
      name: 'meeting:rosterChanged',
      payload: { version: 9, joined: [], changed: [], left: [] },
    });
    await expect.poll(() => store.state.serverCloses).toBeNull();
  });

  it('[S7] is told at the join of a server that is about to close', async () => {
    server.answers['meeting:join'] = () => ({
      ...joined(1, person(SELF, 'Me')),
      closesInMs: 9_000,
    });
    const { store } = await join();
    expect(store.state.serverCloses?.at).toBe(clock.now() + 9_000);
  });

  it('[S7] a closing that was read is not shown again after a reconnection, another one is', async () => {
    const { store, commands } = await join();
    const resumeUntil = async (closesInMs: number, version: number) => {
      // Somebody new in the roster shows that the answer was taken in.
      const news = joined(version, person(SELF, 'Me'), person(`comes with ${version}`, 'Bo'));
      server.answers['meeting:resume'] = () => ({ ...news, closesInMs });
      server.tell({
        name: 'meeting:rosterChanged',
        payload: { version: version + 9, joined: [], changed: [], left: [] },
      });
      await expect.poll(() => store.state.participantIds).toContain(`comes with ${version}`);
    };
    server.tell({ name: 'server:draining', payload: { closesInMs: 60_000 } });
    commands.dismissServerCloses();
    clock.advance(5_000);
    await resumeUntil(54_300, 2);
    expect(store.state.serverCloses?.isRead).toBe(true);
    await resumeUntil(600_000, 3);
    expect(store.state.serverCloses).toEqual({ at: clock.now() + 600_000, isRead: false });
  });

  it('shows one as one is, before the server tells it back', async () => {
    const { store, commands } = await join();
    expect(store.state.participants[SELF]?.isMicOn).toBe(true);
    await commands.setMicOn(false);
    expect(store.state.participants[SELF]?.isMicOn).toBe(false);
  });

  it('keeps the seat for a reload and gives it up when leaving [J4][S3]', async () => {
    const first = await join();
    first.handlePageHide();
    expect(server.askedFor('meeting:leave')).toEqual([{ mayReturn: true }]);
    const second = await join();
    expect(server.askedFor('meeting:join').at(-1)).toMatchObject({ seatToken: 'seat' });
    await second.commands.leave();
    expect(second.store.state.status).toEqual({ kind: 'ended', reason: 'left' });
    expect(server.askedFor('meeting:leave').at(-1)).toEqual({ mayReturn: false });
    expect(kept.size).toBe(0);
  });

  it.each([
    ['a cancelled join', 'meeting:join'],
    ['a resume that was given up', 'meeting:resume'],
  ] as const)('leaves when the answer to %s comes too late [S1]', async (_title, name) => {
    server.answers['meeting:leave'] = () => null;
    server.answers['meeting:resume'] = () => joined(1, person(SELF, 'Me'));
    const engine = name === 'meeting:join' ? start() : await join();
    const { promise, resolve } = Promise.withResolvers<undefined>();
    server.gate = promise;
    if (name === 'meeting:resume') {
      server.listener?.handleLost();
      clock.advance(0);
    }
    server.listener?.handleOpen();
    await expect.poll(() => server.askedFor(name)).toHaveLength(1);
    engine.close();
    expect(server.askedFor('meeting:leave')).toEqual([]);
    resolve(undefined);
    await expect.poll(() => server.askedFor('meeting:leave')).toEqual([{}]);
    expect(engine.store.state.status).toEqual({ kind: 'ended', reason: 'left' });
    expect(kept.size).toBe(0);
  });

  it('says why it was refused', async () => {
    server.answers['meeting:join'] = refuse('wrong_passcode');
    const { store } = start();
    server.listener?.handleOpen();
    await expect
      .poll(() => store.state.status)
      .toMatchObject({
        kind: 'refused',
        error: { code: 'wrong_passcode' },
      });
  });

  it('asks for the whole state when a roster version is missing [O1]', async () => {
    const { store } = await join();
    server.answers['meeting:resume'] = () => joined(9, person(SELF, 'Me'));
    server.tell({
      name: 'meeting:rosterChanged',
      payload: { version: 3, joined: [], changed: [], left: [] },
    });
    await expect.poll(() => store.state.participantIds).toEqual([SELF]);
    expect(store.state.status.kind).toBe('joined');
  });

  it('resumes after a lost connection and then sends what was written meanwhile [S2][R7]', async () => {
    const { store, commands } = await join();
    server.listener?.handleLost();
    expect(store.state.status.kind).toBe('resuming');
    await commands.sendChat('hello');
    expect(store.state.chat.entries.map(({ delivery }) => delivery)).toEqual(['sending']);
    server.answers['meeting:resume'] = () => joined(1, person(SELF, 'Me'));
    server.answers['chat:sendMessage'] = () => ({
      ...store.state.chat.entries[0],
      displayName: 'Me',
    });
    clock.advance(0);
    server.listener?.handleOpen();
    await expect.poll(() => store.state.chat.entries[0]?.delivery).toBe('sent');
    expect(store.state.status.kind).toBe('joined');
  });

  it('is muted when a host mutes it, and says who did [A2]', async () => {
    const { store } = await join();
    server.tell({
      name: 'meeting:mutedByHost',
      payload: { source: 'mic', byParticipantId: OTHER },
    });
    expect(store.state.participants[SELF]?.isMicOn).toBe(false);
    expect(store.state.notices[0]?.notice).toEqual({
      kind: 'mutedByHost',
      source: 'mic',
      byName: 'Ana',
    });
  });

  it('lowers the hand again when the server did not take it', async () => {
    const { store, commands } = await join();
    server.answers['participant:raiseHand'] = refuse('forbidden');
    const raising = commands.raiseHand(true);
    expect(store.state.participants[SELF]?.handRaisedAt).toBe(clock.now());
    await raising;
    expect(store.state.participants[SELF]?.handRaisedAt).toBeNull();
    expect(store.state.notices[0]?.notice.kind).toBe('actionFailed');
  });

  it('drops a reaction when its time is over', async () => {
    const { store } = await join();
    server.tell({ name: 'meeting:reacted', payload: { participantId: OTHER, emoji: '🎉' } });
    expect(store.state.reactions).toHaveLength(1);
    clock.advance(5000);
    expect(store.state.reactions).toEqual([]);
  });

  it('ends without a way back and leaves no timer [S6]', async () => {
    const engine = await join();
    server.tell({ name: 'meeting:ended', payload: { reason: 'removed' } });
    expect(engine.store.state.status).toEqual({ kind: 'ended', reason: 'removed' });
    engine.close();
    engine.close();
    expect(clock.pendingCount).toBe(0);
  });

  it('takes the same seat back from the tab that replaced it [J4]', async () => {
    const first = await join();
    server.tell({ name: 'meeting:ended', payload: { reason: 'replaced' } });
    expect(first.store.state.status).toEqual({ kind: 'ended', reason: 'replaced' });
    first.close();
    expect(server.askedFor('meeting:leave')).toEqual([]);
    await join();
    expect(server.askedFor('meeting:join').at(-1)).toMatchObject({ seatToken: 'seat' });
  });

  it('shows the removed seat at the door, where it is refused [A4]', async () => {
    await join();
    server.tell({ name: 'meeting:ended', payload: { reason: 'removed' } });
    start();
    server.listener?.handleOpen();
    await expect
      .poll(() => server.askedFor('meeting:join').at(-1))
      .toMatchObject({ seatToken: 'seat' });
  });
});
