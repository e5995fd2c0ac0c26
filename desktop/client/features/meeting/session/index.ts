import type { StoreApi } from 'zustand/vanilla';
import type { RtpCapabilities } from '../../../../../shared/contracts/index.ts';
import type { LocalMedia } from '../../../media/index.ts';
import type { MeetingCommands, MeetingState } from '../meetingState.ts';

export interface MeetingSessionDeps {
  code: string;
  /** Needed of guests. */
  displayName?: string;
  passcode?: string;
  /** From the lobby; null while no media node is up. */
  lobbyRtpCapabilities: RtpCapabilities | null;
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
export declare function createMeetingSession(deps: MeetingSessionDeps): MeetingSession;
