import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Lobby } from '../../../../../shared/contracts/index.ts';
import { errorCodeOf } from '../../../i18n/index.ts';
import type { LocalMedia, PreparedMedia } from '../../../media/index.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Refusal } from '../../lobby/index.ts';
import type { EndReason, MeetingState } from '../meetingState.ts';
import type { MeetingSession } from '../session/index.ts';
import { MediaAhead } from './MediaAhead.ts';

/** With what one goes in. */
export interface JoinChoice {
  displayName?: string;
  passcode?: string;
}

/** What is there from the lobby to the end of the meeting. */
interface Place {
  lobby: Lobby;
  localMedia: LocalMedia;
  /** Idle in the lobby: the room is drawn from it before one goes in. */
  session: MeetingSession;
}

/** The way through a meeting; each variant carries only what exists in it. */
export type EntryState =
  | { kind: 'loading' }
  /** The lobby could not be loaded. */
  | { kind: 'failed'; refusal: Refusal }
  | ({ kind: 'lobby'; refusal: Refusal | null } & Place)
  /** `isDirect`: nobody saw a lobby (a reload, a kiosk), so none is shown now. */
  | ({ kind: 'joining'; isDirect: boolean } & Place)
  | ({ kind: 'inMeeting' } & Place)
  | { kind: 'after'; lobby: Lobby; reason: EndReason };

export interface Devices {
  isMicOn: boolean;
  isCameraOn: boolean;
}

/** Kept while one is in the meeting, so that a reload goes straight back in. */
export interface Return extends Devices {
  displayName?: string;
}

export interface MeetingEntryDeps {
  loadLobby(): Promise<Lobby>;
  createLocalMedia(): LocalMedia;
  /** Loads code ahead of what it will be needed for. */
  preloadMedia(): void;
  prepareMedia(capabilities: NonNullable<Lobby['routerRtpCapabilities']>): Promise<PreparedMedia>;
  createSession(localMedia: LocalMedia): MeetingSession;
  /** A member's connection may be open for as long as the lobby is, a guest's for a moment [P4]. */
  isMember: boolean;
  /** Devices to begin with in the lobby. */
  devices: Devices;
  /** Joins at once, without a lobby, when this is given. */
  direct: (JoinChoice & Devices) | null;
  returns: { read(): Return | null; write(value: Return | null): void };
  clock: Clock;
}

/** How long what the lobby shows may be old: who is in, locked, full, ended; and between tries. */
const REFRESH_MS = 10_000;

/** Owns the way from the link to the meeting and out of it: devices, session, and who closes them. */
export class MeetingEntry {
  readonly store: StoreApi<EntryState> = createStore<EntryState>(() => ({ kind: 'loading' }));
  readonly #deps: MeetingEntryDeps;
  readonly #ahead: MediaAhead;
  #stopRefreshing: (() => void) | null = null;
  #localMedia: LocalMedia | null = null;
  #session: MeetingSession | null = null;
  #lastChoice: JoinChoice = {};
  #lastDevices: Devices;
  #closed = false;

  constructor(deps: MeetingEntryDeps) {
    this.#deps = deps;
    this.#lastDevices = deps.devices;
    this.#ahead = new MediaAhead((capabilities) => deps.prepareMedia(capabilities));
  }

  /** Asks about the meeting; apart from the constructor, which React may call for nothing. */
  start(): void {
    const { clock, direct: wanted, returns } = this.#deps;
    this.#deps.preloadMedia();
    this.#stopRefreshing = clock.every(REFRESH_MS, () => void this.#refresh());
    const back = returns.read();
    const direct = back === null ? wanted : { ...wanted, ...back };
    // Devices start while the server is being asked: they take the longest.
    if (direct !== null) this.#openDevices(direct);
    void this.#load(direct);
  }

  /** Asks the server again, from wherever one cannot get on. */
  retry(): void {
    const state = this.store.getState();
    if (state.kind === 'failed') this.store.setState({ kind: 'loading' }, true);
    if (state.kind === 'lobby') this.store.setState({ ...state, refusal: null }, true);
    void this.#refresh();
  }

  /** Somebody is about to join: what takes time can begin. */
  expectJoin(): void {
    const state = this.store.getState();
    if (state.kind === 'lobby') state.session.prepare();
  }

  join(choice: JoinChoice): void {
    const state = this.store.getState();
    if (state.kind === 'lobby') this.#join(state, choice, false);
  }

  /** Back to the lobby, while the server has not answered yet. */
  cancelJoin(): void {
    const state = this.store.getState();
    if (state.kind !== 'joining') return;
    this.#dropSession();
    this.#showLobby(state.lobby, null);
  }

  /** From after the meeting straight back in, with the name and the devices of before. */
  rejoin(): void {
    const state = this.store.getState();
    if (state.kind !== 'after') return;
    this.#openDevices(this.#lastDevices);
    this.#join(this.#place(state.lobby), this.#lastChoice, true);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stopRefreshing?.();
    this.#dropSession();
    this.#closeDevices();
  }

  async #load(direct: (JoinChoice & Devices) | null): Promise<void> {
    try {
      const lobby = await this.#deps.loadLobby();
      if (this.#closed) return;
      if (direct !== null) this.#join(this.#place(lobby), toChoice(direct), true);
      else this.#showLobby(lobby, null);
    } catch (error) {
      this.#fail(error);
    }
  }

  async #refresh(): Promise<void> {
    const { kind } = this.store.getState();
    if (kind !== 'lobby' && kind !== 'failed' && kind !== 'loading') return;
    try {
      const lobby = await this.#deps.loadLobby();
      const state = this.store.getState();
      if (this.#closed) return;
      this.#ahead.make(lobby);
      if (state.kind === 'lobby') {
        const refusal = isToldByLobby(state.refusal) ? null : state.refusal;
        this.store.setState({ ...state, lobby, refusal }, true);
        // The one that was opened ahead may have been lost.
        if (this.#deps.isMember) state.session.prepare();
      }
      if (state.kind === 'failed' || state.kind === 'loading') this.#showLobby(lobby, null);
    } catch (error) {
      // Whoever is in the lobby keeps it: joining itself tells when the server is gone.
      if (this.store.getState().kind !== 'lobby') this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (!this.#closed) this.store.setState({ kind: 'failed', refusal: toRefusal(error) }, true);
  }

  #showLobby(lobby: Lobby, refusal: Refusal | null): void {
    const place = this.#place(lobby);
    this.#ahead.make(lobby);
    if (this.#deps.isMember) place.session.prepare();
    this.store.setState({ kind: 'lobby', ...place, refusal }, true);
  }

  #place(lobby: Lobby): Place {
    const localMedia = this.#localMedia ?? this.#openDevices(this.#lastDevices);
    return { lobby, localMedia, session: this.#session ?? this.#createSession(localMedia) };
  }

  #createSession(localMedia: LocalMedia): MeetingSession {
    const session = this.#deps.createSession(localMedia);
    this.#session = session;
    // A dropped session may still speak; only the one that is current counts.
    session.store.subscribe((state) => {
      if (session === this.#session) this.#handleSession(session, state);
    });
    return session;
  }

  #join({ lobby, localMedia, session }: Place, choice: JoinChoice, isDirect: boolean): void {
    this.#lastChoice = choice;
    // Nobody waited in a lobby: what is not made yet is begun now.
    this.#ahead.make(lobby);
    // Asked first, shown afterwards: the network works while the page draws.
    session.start({ ...choice, prepared: this.#ahead.take() });
    this.store.setState({ kind: 'joining', lobby, localMedia, session, isDirect }, true);
    this.#handleSession(session, session.store.getState());
  }

  #handleSession(session: MeetingSession, { status }: MeetingState): void {
    const state = this.store.getState();
    if (state.kind !== 'joining' && state.kind !== 'inMeeting') return;
    const { lobby, localMedia } = state;
    if (status.kind === 'ended') return this.#finish(lobby, status.reason);
    if (status.kind === 'refused') return this.#handleRefused(lobby, toRefusal(status.error));
    if (status.kind === 'joined' && state.kind === 'joining') {
      this.store.setState({ kind: 'inMeeting', lobby, localMedia, session }, true);
      this.#rememberReturn(localMedia);
    }
  }

  /** At the door, or on the way back into a meeting that went on without one. */
  #handleRefused(lobby: Lobby, refusal: Refusal): void {
    const wasIn = this.store.getState().kind === 'inMeeting';
    // A page that is too old is mended by a reload, which then leads straight back in.
    if (!wasIn || !isMendedByReload(refusal)) this.#deps.returns.write(null);
    this.#dropSession();
    this.#showLobby(lobby, refusal);
    // What is known of the meeting is as old as the joining: the way on depends on what it is now.
    if (wasIn) void this.#refresh();
  }

  /** What is on now is what a reload brings back, until the meeting is over. */
  #rememberReturn(localMedia: LocalMedia): void {
    const write = () => {
      if (this.store.getState().kind !== 'inMeeting') return;
      this.#lastDevices = devicesOf(localMedia);
      this.#deps.returns.write({
        ...this.#lastDevices,
        ...nameOf(this.#lastChoice),
      });
    };
    localMedia.store.subscribe(write);
    write();
  }

  #finish(lobby: Lobby, reason: EndReason): void {
    this.store.setState({ kind: 'after', lobby, reason }, true);
    this.#deps.returns.write(null);
    this.#dropSession();
    // The light of the camera goes out with the meeting.
    this.#closeDevices();
  }

  #openDevices({ isMicOn, isCameraOn }: Devices): LocalMedia {
    const localMedia = this.#deps.createLocalMedia();
    this.#localMedia = localMedia;
    // Neither rejects: what goes wrong stands in the store of the devices.
    if (isMicOn) void localMedia.setMicOn(true);
    if (isCameraOn) void localMedia.setCameraOn(true);
    return localMedia;
  }

  #closeDevices(): void {
    this.#localMedia?.close();
    this.#localMedia = null;
  }

  #dropSession(): void {
    const session = this.#session;
    this.#session = null;
    session?.close();
  }
}

/** The passcode is left out: the seat itself opens the door again. */
function nameOf({ displayName }: JoinChoice): Pick<JoinChoice, 'displayName'> {
  return displayName === undefined ? {} : { displayName };
}

function toChoice(direct: JoinChoice): JoinChoice {
  return {
    ...nameOf(direct),
    ...(direct.passcode === undefined ? {} : { passcode: direct.passcode }),
  };
}

function toRefusal(error: unknown): Refusal {
  const code = errorCodeOf(error);
  const seconds =
    typeof error === 'object' && error !== null && 'retryAfterSeconds' in error
      ? error.retryAfterSeconds
      : undefined;
  return typeof seconds === 'number' ? { code, retryAfterSeconds: seconds } : { code };
}

/** What a fresh lobby says itself, or by being there at all, so that an older refusal is out of date. */
const TOLD_BY_LOBBY: ReadonlySet<Refusal['code']> = new Set<Refusal['code']>([
  'meeting_locked',
  'meeting_full',
  'server_full',
  'server_closing',
  'unavailable',
  'unreachable',
]);

function isToldByLobby(refusal: Refusal | null): boolean {
  return refusal !== null && TOLD_BY_LOBBY.has(refusal.code);
}

function isMendedByReload({ code }: Refusal): boolean {
  return code === 'protocol_version';
}

function devicesOf(localMedia: LocalMedia): Devices {
  const { mic, camera } = localMedia.store.getState();
  const isOn = (kind: string) => kind === 'on' || kind === 'starting';
  return { isMicOn: isOn(mic.kind), isCameraOn: isOn(camera.kind) };
}
