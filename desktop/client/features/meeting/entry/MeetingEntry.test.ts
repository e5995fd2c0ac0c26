import { describe, expect, it } from 'vitest';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Lobby } from '../../../../../shared/contracts/index.ts';
import { AppError, type ErrorCode } from '../../../../../shared/errors.ts';
import type { LocalMedia, LocalMediaState, PreparedMedia } from '../../../media/index.ts';
import { createFakeClock } from '../../../platform/fakeClock.ts';
import type { MeetingState } from '../meetingState.ts';
import type { JoinStart, MeetingSession } from '../session/index.ts';
import { createMeetingState } from '../view/fakeMeetingState.ts';
import { MeetingEntry, type MeetingEntryDeps, type Return } from './MeetingEntry.ts';

const LOBBY: Lobby = {
  code: 'abc-defg-hjk',
  title: 'Stand-up',
  hostName: 'Ana',
  status: 'active',
  startsAt: null,
  endsAt: null,
  isLocked: false,
  isFull: false,
  serverState: 'open',
  guestsAllowed: true,
  passcodeRequired: false,
  myRole: null,
  presentCount: 0,
  presentNames: [],
  routerRtpCapabilities: null,
};

interface FakeSession {
  store: StoreApi<MeetingState>;
  /** null: made, and nobody has gone in. */
  start: JoinStart | null;
  preparedCount: number;
  isClosed: boolean;
}

interface FakeDevices {
  store: StoreApi<LocalMediaState>;
  isClosed: boolean;
}

function createFakeDevices(): FakeDevices & { media: LocalMedia } {
  const store = createStore<LocalMediaState>(() => ({
    mic: { kind: 'off' },
    camera: { kind: 'off' },
    screen: { kind: 'off' },
    mics: [],
    cameras: [],
    speakers: [],
    chosenMic: null,
    chosenCamera: null,
    chosenSpeaker: null,
  }));
  const fake: FakeDevices = { store, isClosed: false };
  const turn = (source: 'mic' | 'camera', isOn: boolean) => {
    store.setState({ [source]: { kind: isOn ? 'on' : 'off' } });
    return Promise.resolve();
  };
  const media = {
    store,
    setMicOn: (isOn: boolean) => turn('mic', isOn),
    setCameraOn: (isOn: boolean) => turn('camera', isOn),
    close: () => {
      fake.isClosed = true;
    },
    // The entry opens, asks the state of and closes devices; everything else is not its business.
  } as Partial<LocalMedia> as LocalMedia;
  return Object.assign(fake, { media });
}

function setUp(overrides: Partial<MeetingEntryDeps> = {}, back: Return | null = null) {
  const sessions: FakeSession[] = [];
  const devices: FakeDevices[] = [];
  const memory = { value: back };
  const clock = createFakeClock();
  const entry = new MeetingEntry({
    loadLobby: () => Promise.resolve(LOBBY),
    createLocalMedia() {
      const fake = createFakeDevices();
      devices.push(fake);
      return fake.media;
    },
    preloadMedia: () => undefined,
    prepareMedia: () => Promise.reject(new Error('no media node is up')),
    createSession() {
      const store = createStore<MeetingState>(() =>
        createMeetingState([], { status: { kind: 'joining', since: 0 } }),
      );
      const fake: FakeSession = { store, start: null, preparedCount: 0, isClosed: false };
      sessions.push(fake);
      const start = (given: JoinStart) => {
        fake.start = given;
      };
      const prepare = () => {
        fake.preparedCount += 1;
      };
      const close = () => {
        fake.isClosed = true;
      };
      // The entry never gives a command: those are for components.
      return { store, start, prepare, close } as Partial<MeetingSession> as MeetingSession;
    },
    isMember: false,
    devices: { isMicOn: true, isCameraOn: false },
    direct: null,
    returns: {
      read: () => memory.value,
      write: (value) => {
        memory.value = value;
      },
    },
    clock,
    ...overrides,
  });
  entry.start();
  const kind = () => entry.store.getState().kind;
  return { entry, sessions, devices, memory, clock, kind };
}

const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
const setStatus = (session: FakeSession | undefined, status: MeetingState['status']) =>
  session?.store.setState({ status });

describe('MeetingEntry', () => {
  it('goes by the lobby into the meeting and out of it, and closes what it opened', async () => {
    const { entry, sessions, devices, kind } = setUp();
    expect(kind()).toBe('loading');
    await settled();
    expect(kind()).toBe('lobby');
    expect(devices[0]?.store.getState()).toMatchObject({
      mic: { kind: 'on' },
      camera: { kind: 'off' },
    });

    entry.join({ displayName: 'Bo' });
    expect(kind()).toBe('joining');
    setStatus(sessions[0], { kind: 'joined' });
    expect(kind()).toBe('inMeeting');

    setStatus(sessions[0], { kind: 'ended', reason: 'endedByHost' });
    expect(entry.store.getState()).toMatchObject({ kind: 'after', reason: 'endedByHost' });
    expect(sessions[0]?.isClosed).toBe(true);
    expect(devices[0]?.isClosed).toBe(true);
  });

  it('makes in the lobby what the join takes along [M1]', async () => {
    const made: Promise<PreparedMedia>[] = [];
    const { entry, sessions } = setUp({
      loadLobby: () => Promise.resolve({ ...LOBBY, routerRtpCapabilities: { codecs: [] } }),
      prepareMedia: () => {
        made.push(new Promise(() => undefined));
        return made.at(-1) ?? Promise.reject(new Error('nothing was made'));
      },
    });
    await settled();
    expect(made).toHaveLength(1);
    entry.join({ displayName: 'Bo' });
    expect(made).toHaveLength(1);
    expect(sessions[0]?.start?.prepared).toBe(made[0]);
  });

  it('makes the session in the lobby, goes in with the same one, and makes another after a refusal', async () => {
    const { entry, sessions } = setUp();
    await settled();
    expect(sessions).toHaveLength(1);
    expect(sessions[0]?.start).toBeNull();
    entry.join({ displayName: 'Bo' });
    expect(sessions).toHaveLength(1);
    expect(sessions[0]?.start).toMatchObject({ displayName: 'Bo' });
    setStatus(sessions[0], { kind: 'refused', error: { code: 'meeting_full', message: '' } });
    expect(sessions[1]).toMatchObject({ start: null, isClosed: false });
  });

  it("opens a guest's connection when Join is near, and a member's with the lobby [P4]", async () => {
    const guest = setUp();
    await settled();
    expect(guest.sessions[0]?.preparedCount).toBe(0);
    guest.entry.expectJoin();
    expect(guest.sessions[0]?.preparedCount).toBe(1);

    const member = setUp({ isMember: true });
    await settled();
    expect(member.sessions[0]?.preparedCount).toBe(1);
    // It may have been lost meanwhile.
    member.clock.advance(10_000);
    await settled();
    expect(member.sessions[0]?.preparedCount).toBe(2);
  });

  it('stays in the meeting while the session finds its way back', async () => {
    const { entry, sessions, kind } = setUp();
    await settled();
    entry.join({});
    setStatus(sessions[0], { kind: 'joined' });
    setStatus(sessions[0], { kind: 'resuming', since: 1 });
    setStatus(sessions[0], { kind: 'rejoining', since: 2 });
    expect(kind()).toBe('inMeeting');
  });

  it('comes back to the lobby with the reason, the same devices still on', async () => {
    const { entry, sessions, devices } = setUp();
    await settled();
    entry.join({ displayName: 'Bo', passcode: 'nope' });
    setStatus(sessions[0], {
      kind: 'refused',
      error: { code: 'wrong_passcode', message: 'This passcode is not right.' },
    });
    expect(entry.store.getState()).toMatchObject({
      kind: 'lobby',
      refusal: { code: 'wrong_passcode' },
    });
    expect(sessions[0]?.isClosed).toBe(true);
    expect(devices).toHaveLength(1);
    expect(devices[0]?.isClosed).toBe(false);
  });

  it('lets one turn back while the server does not answer', async () => {
    const { entry, sessions, kind } = setUp();
    await settled();
    entry.join({});
    entry.cancelJoin();
    expect(kind()).toBe('lobby');
    setStatus(sessions[0], { kind: 'joined' });
    expect(kind()).toBe('lobby');
  });

  it('joins at once when asked to, with the devices on', async () => {
    const direct = { displayName: 'Kiosk', isMicOn: true, isCameraOn: true };
    const { entry, sessions, devices } = setUp({ direct });
    expect(devices[0]?.store.getState().camera.kind).toBe('on');
    await settled();
    expect(entry.store.getState()).toMatchObject({ kind: 'joining', isDirect: true });
    expect(sessions[0]?.start).toMatchObject({ displayName: 'Kiosk' });
  });

  it('goes straight back in after a reload, muted when it was muted', async () => {
    const { sessions, devices, kind } = setUp(
      {},
      { displayName: 'Bo', isMicOn: false, isCameraOn: true },
    );
    await settled();
    expect(kind()).toBe('joining');
    expect(sessions[0]?.start).toMatchObject({ displayName: 'Bo' });
    expect(devices[0]?.store.getState()).toMatchObject({
      mic: { kind: 'off' },
      camera: { kind: 'on' },
    });
  });

  it('remembers for a reload what is on, and forgets it when the meeting is over', async () => {
    const { entry, sessions, devices, memory } = setUp();
    await settled();
    entry.join({ displayName: 'Bo', passcode: '1234' });
    setStatus(sessions[0], { kind: 'joined' });
    expect(memory.value).toEqual({ displayName: 'Bo', isMicOn: true, isCameraOn: false });
    devices[0]?.store.setState({ mic: { kind: 'off' } });
    expect(memory.value?.isMicOn).toBe(false);
    setStatus(sessions[0], { kind: 'ended', reason: 'removed' });
    expect(memory.value).toBeNull();
  });

  it('joins again from after the meeting as one was', async () => {
    const { entry, sessions, devices } = setUp();
    await settled();
    entry.join({ displayName: 'Bo' });
    setStatus(sessions[0], { kind: 'joined' });
    devices[0]?.store.setState({ mic: { kind: 'off' }, camera: { kind: 'on' } });
    setStatus(sessions[0], { kind: 'ended', reason: 'connectionLost' });
    entry.rejoin();
    expect(sessions[1]?.start).toMatchObject({ displayName: 'Bo' });
    expect(devices[1]?.store.getState()).toMatchObject({
      mic: { kind: 'off' },
      camera: { kind: 'on' },
    });
  });

  it('keeps asking for a lobby that could not be loaded', async () => {
    let isUp = false;
    const { entry, clock, kind } = setUp({
      loadLobby: () =>
        isUp
          ? Promise.resolve(LOBBY)
          : Promise.reject(new AppError('rate_limited', 'Wait.', { retryAfterSeconds: 7 })),
    });
    await settled();
    expect(entry.store.getState()).toEqual({
      kind: 'failed',
      refusal: { code: 'rate_limited', retryAfterSeconds: 7 },
    });
    isUp = true;
    clock.advance(10_000);
    await settled();
    expect(kind()).toBe('lobby');
  });

  it.each([
    ['the meeting is unlocked', 'meeting_locked'],
    ['the database answers again', 'unavailable'],
    ['the server is reached again', 'unreachable'],
  ] as const)('opens the door by itself when %s', async (_title, code) => {
    const { entry, sessions, clock } = setUp();
    await settled();
    entry.join({});
    setStatus(sessions[0], { kind: 'refused', error: { code, message: '' } });
    clock.advance(10_000);
    await settled();
    expect(entry.store.getState()).toMatchObject({ kind: 'lobby', refusal: null });
  });

  const refuse = (session: FakeSession | undefined, code: ErrorCode) =>
    setStatus(session, { kind: 'refused', error: { code, message: '' } });

  it.each([
    'meeting_locked',
    'passcode_required',
    'guests_not_allowed',
    'meeting_full',
    'internal',
  ] as const)('leaves the meeting for the door when the way back is refused: %s', async (code) => {
    const asked: Promise<Lobby>[] = [];
    const { entry, sessions, devices, memory } = setUp({
      loadLobby: () => {
        // The second answer stays out, so that what is shown until then can be seen.
        asked.push(asked.length === 0 ? Promise.resolve(LOBBY) : new Promise(() => undefined));
        return asked.at(-1) ?? Promise.reject(new Error('nothing was asked'));
      },
    });
    await settled();
    entry.join({ displayName: 'Bo' });
    setStatus(sessions[0], { kind: 'joined' });
    setStatus(sessions[0], { kind: 'rejoining', since: 1 });
    refuse(sessions[0], code);
    expect(entry.store.getState()).toMatchObject({ kind: 'lobby', refusal: { code } });
    expect(sessions[0]?.isClosed).toBe(true);
    expect(devices[0]?.isClosed).toBe(false);
    expect(memory.value).toBeNull();
    expect(asked).toHaveLength(2);
    entry.join({ displayName: 'Bo', passcode: '1234' });
    expect(sessions[1]?.start).toMatchObject({ displayName: 'Bo', passcode: '1234' });
  });

  it('remembers the way back where a reload mends the refusal', async () => {
    const { entry, sessions, memory } = setUp();
    await settled();
    entry.join({ displayName: 'Bo' });
    setStatus(sessions[0], { kind: 'joined' });
    refuse(sessions[0], 'protocol_version');
    expect(entry.store.getState()).toMatchObject({
      kind: 'lobby',
      refusal: { code: 'protocol_version' },
    });
    expect(memory.value).toEqual({ displayName: 'Bo', isMicOn: true, isCameraOn: false });
  });

  it('leaves nothing running when it is closed', async () => {
    const { entry, sessions, devices, clock } = setUp();
    await settled();
    entry.join({});
    entry.close();
    entry.close();
    expect(sessions[0]?.isClosed).toBe(true);
    expect(devices[0]?.isClosed).toBe(true);
    expect(clock.pendingCount).toBe(0);
  });
});
