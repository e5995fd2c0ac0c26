import type { StoreApi } from 'zustand/vanilla';
import type { LocalMedia, PreparedMedia } from '../../../media/index.ts';
import { systemClock } from '../../../platform/clock.ts';
import { askHealth, ReachableConnection, SocketConnection } from '../../../signaling/index.ts';
import type { MeetingCommands, MeetingState } from '../meetingState.ts';
import { MeetingEngine } from './MeetingEngine.ts';
import { SeatMemory } from './SeatMemory.ts';

export interface MeetingSessionDeps {
  code: string;
  /** Needed of guests. */
  displayName?: string;
  passcode?: string;
  /** From `prepareMedia` and what the lobby told; null while no media node is up. */
  prepared: Promise<PreparedMedia> | null;
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
  /** Leaves, if that was not done yet, and lets go of everything; idempotent. */
  close(): void;
}

/** Starts joining at once; how it goes is in `store`, `status` first. */
export function createMeetingSession(deps: MeetingSessionDeps): MeetingSession {
  const { code, localMedia, origin } = deps;
  const engine = new MeetingEngine({
    code,
    displayName: deps.displayName ?? null,
    passcode: deps.passcode ?? null,
    clock: systemClock,
    random: () => Math.random(),
    localMedia,
    prepared: deps.prepared ?? Promise.resolve(null),
    seats: new SeatMemory(deps.seatStorage ?? openSessionStorage(), code),
    openConnection: (listener) =>
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
  });
  const handlePageHide = () => engine.handlePageHide();
  const handleOnline = () => engine.handleOnline();
  window.addEventListener('pagehide', handlePageHide);
  window.addEventListener('online', handleOnline);
  return {
    store: engine.store.api,
    commands: engine.commands,
    close() {
      window.removeEventListener('pagehide', handlePageHide);
      window.removeEventListener('online', handleOnline);
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
