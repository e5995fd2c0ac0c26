import type { StoreApi } from 'zustand/vanilla';
import type { LocalMedia } from '../../../media/index.ts';
import { systemClock } from '../../../platform/clock.ts';
import {
  askHealth,
  ConnectionAhead,
  ReachableConnection,
  SocketConnection,
} from '../../../signaling/index.ts';
import type { MeetingCommands, MeetingState } from '../meetingState.ts';
import { type JoinStart, MeetingEngine } from './MeetingEngine.ts';
import { SeatMemory } from './SeatMemory.ts';

export interface MeetingSessionDeps {
  code: string;
  /** Stays open when the session closes: its owner closes it. */
  localMedia: LocalMedia;
  /** Where the server is, as `https://host[:port]`. */
  origin: string;
  /** Asked at each attempt to connect; null for guests. May reject when the server is out of reach. */
  getAccessToken(): Promise<string | null>;
  /** Default: the page's sessionStorage. */
  seatStorage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}

export interface MeetingSession {
  readonly store: StoreApi<MeetingState>;
  readonly commands: MeetingCommands;
  /** Opens the connection that a join will want; again and again, for one may be lost meanwhile [P4]. */
  prepare(): void;
  /** Goes in. */
  start(start: JoinStart): void;
  /** Leaves, if that was not done yet, and lets go of everything; idempotent. */
  close(): void;
}

/** Made before anybody joins, so that the room can be drawn; how joining goes is in `store`, `status` first. */
export function createMeetingSession(deps: MeetingSessionDeps): MeetingSession {
  const { code, localMedia, origin } = deps;
  const ahead = new ConnectionAhead(
    (listener) =>
      new ReachableConnection(
        {
          clock: systemClock,
          random: () => Math.random(),
          ask: (signal) => askHealth(origin, signal),
          openSocket: (socketListener) =>
            new SocketConnection(
              { clock: systemClock, origin, getAccessToken: () => deps.getAccessToken() },
              socketListener,
            ),
        },
        listener,
      ),
  );
  const engine = new MeetingEngine({
    code,
    clock: systemClock,
    random: () => Math.random(),
    localMedia,
    seats: new SeatMemory(deps.seatStorage ?? openSessionStorage(), code),
    openConnection: (listener) => ahead.take(listener),
  });
  const handlePageHide = () => engine.handlePageHide();
  const handleOnline = () => engine.handleOnline();
  window.addEventListener('pagehide', handlePageHide);
  window.addEventListener('online', handleOnline);
  return {
    store: engine.store.api,
    commands: engine.commands,
    prepare: () => ahead.prepare(),
    start: (start) => engine.start(start),
    close() {
      window.removeEventListener('pagehide', handlePageHide);
      window.removeEventListener('online', handleOnline);
      ahead.close();
      engine.close();
    },
  };
}

function openSessionStorage(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    // Reading the property alone throws where a person forbids storage.
    return null;
  }
}
