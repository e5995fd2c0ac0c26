import type {
  ChatMessage,
  EventPayload,
  Participant,
  ProducerHold,
  Quality,
  Snapshot,
  WireError,
} from '../../../../shared/contracts/index.ts';
import type { MediaTargets, RemoteVideoState } from '../../media/index.ts';

export type EndReason =
  | EventPayload<'meeting:ended'>['reason']
  | 'left'
  /** Every way back was tried for as long as the policy allows. */
  | 'connectionLost';

/** Where the session stands; each variant carries only what exists in it. Times: ms since the epoch. */
export type MeetingStatus =
  | { kind: 'joining'; since: number }
  | { kind: 'joined' }
  | { kind: 'resuming'; since: number }
  | { kind: 'rejoining'; since: number }
  /** Joining failed: the reason decides what the lobby offers (passcode, try again, home). */
  | { kind: 'refused'; error: WireError | { code: 'unreachable'; message: string } }
  | { kind: 'ended'; reason: EndReason };

/** Whether pictures and sound can travel; `blocked`: not so far, and not for want of trying. */
export type MediaConnection =
  'connecting' | 'connected' | 'reconnecting' | 'blocked' | 'unavailable';

export interface ChatEntry extends ChatMessage {
  /** `waiting`: the server cannot store it now, and is asked again. */
  delivery: 'sending' | 'waiting' | 'sent' | 'failed';
}

export type RemoteVideo = RemoteVideoState;

/** Why one's own videos, which are on, are not sent; null: they are. */
export type OwnHolds = Readonly<Record<'camera' | 'screen', ProducerHold | null>>;

export type Notice =
  | { kind: 'mutedByHost'; source: 'mic' | 'camera' | 'screen'; byName: string }
  | { kind: 'askedToUnmute'; byName: string }
  | { kind: 'lockChanged'; isLocked: boolean; byName: string }
  | { kind: 'joined' | 'left' | 'handRaised'; names: readonly string[] }
  | { kind: 'chat'; name: string; text: string }
  | { kind: 'shareStarted'; name: string }
  | { kind: 'actsAsHost'; name: string; hostName: string; isSelf: boolean }
  | { kind: 'hostIsBack'; name: string }
  /** Of oneself. */
  | { kind: 'madeCohost' | 'cohostEnded' }
  | { kind: 'actionFailed'; error: WireError };

export interface MeetingState {
  status: MeetingStatus;
  meeting: Snapshot['meeting'] | null;
  selfId: string | null;
  /** Everybody, oneself included, by participant id. */
  participants: Readonly<Record<string, Participant>>;
  /** By time of joining. */
  participantIds: readonly string[];
  /** Who acts as host while the host is away [H3]. */
  actingHostId: string | null;
  activeSpeakerId: string | null;
  qualities: Readonly<Record<string, Quality>>;
  /** The server stops at the latest then [S7], by this machine's clock, ms since the epoch; null: it does not. */
  serverCloses: { at: number; isRead: boolean } | null;
  media: MediaConnection;
  /** Where the media server is looked for; null before the first answer. */
  mediaTargets: MediaTargets | null;
  remoteCameras: Readonly<Record<string, RemoteVideo>>;
  remoteScreens: Readonly<Record<string, RemoteVideo>>;
  ownHolds: OwnHolds;
  chat: { entries: readonly ChatEntry[]; hasMore: boolean; unreadCount: number; isOpen: boolean };
  /** Those of the last seconds, dropped by the session when they are over. */
  reactions: readonly { key: string; participantId: string; emoji: string }[];
  /** The latest first; the UI shows them as toasts and live regions, and dismisses them. */
  notices: readonly { key: string; notice: Notice }[];
  /** The browser refused to play sound before a click: show a button that calls `unblockAudio`. */
  isAudioBlocked: boolean;
}

/** What components may ask of the meeting. Failures end up as notices, never as rejections. */
export interface MeetingCommands {
  leave(): Promise<void>;
  endForAll(): Promise<void>;
  setMicOn(isOn: boolean): Promise<void>;
  setCameraOn(isOn: boolean): Promise<void>;
  startShare(): Promise<void>;
  stopShare(): Promise<void>;
  raiseHand(isRaised: boolean): Promise<void>;
  react(emoji: string): Promise<void>;
  rename(displayName: string): Promise<void>;
  sendChat(text: string): Promise<void>;
  retryChat(messageId: string): Promise<void>;
  loadOlderChat(): Promise<void>;
  setChatOpen(isOpen: boolean): void;
  setLocked(isLocked: boolean): Promise<void>;
  muteAll(): Promise<void>;
  mute(participantId: string, source: 'mic' | 'camera' | 'screen'): Promise<void>;
  askToUnmute(participantId: string): Promise<void>;
  remove(participantId: string): Promise<void>;
  setRole(participantId: string, role: 'cohost' | 'participant'): Promise<void>;
  lowerHand(participantId: string): Promise<void>;
  dismissNotice(key: string): void;
  /** That the server closes has been read; it is not said again of this closing. */
  dismissServerCloses(): void;
  unblockAudio(): Promise<void>;
  /** Tries the network path again after `blocked`. */
  retryMedia(): Promise<void>;
  /**
   * Shows a person's video in an element for as long as it is mounted; the session watches the
   * element's size and visibility itself and asks the server for the fitting layer.
   * @returns detaches
   */
  attachVideo(
    participantId: string,
    source: 'camera' | 'screen',
    element: HTMLVideoElement,
  ): () => void;
  /** Loudness 0..1, about 10 times a second, around the store. @returns unsubscribes */
  subscribeLevel(participantId: string, listener: (level: number) => void): () => void;
}
