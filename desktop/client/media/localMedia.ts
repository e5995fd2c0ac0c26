import type { StoreApi } from 'zustand/vanilla';
import type { MediaSource } from '../../../shared/contracts/index.ts';
import type { LocalMediaState } from './localMediaState.ts';

export interface LocalMediaEvents {
  /** Another track now stands behind a source; null: none does. A muted mic keeps its track. */
  trackChanged: [source: MediaSource, track: MediaStreamTrack | null];
  /** The device in use vanished and the system's default took its place (null: there is none). */
  deviceReplaced: [source: 'mic' | 'camera', lostLabel: string, newLabel: string | null];
}

/**
 * One's own microphone, camera and screen: the same object in the lobby and in the meeting.
 * Nothing here rejects: what goes wrong becomes `{kind: 'blocked', problem}` in the store.
 */
export interface LocalMedia {
  readonly store: StoreApi<LocalMediaState>;
  /** The track behind a source, if there is one now. */
  track(source: MediaSource): MediaStreamTrack | null;
  setMicOn(isOn: boolean): Promise<void>;
  setCameraOn(isOn: boolean): Promise<void>;
  /** Opens the browser's picker. Dismissing it leaves `screen` off, without a problem. */
  startScreen(): Promise<void>;
  stopScreen(): void;
  /** @param deviceId null: the system's default. Takes effect at once when the source is on. */
  chooseMic(deviceId: string | null): Promise<void>;
  chooseCamera(deviceId: string | null): Promise<void>;
  chooseSpeaker(deviceId: string | null): Promise<void>;
  /** Shows one's own camera (or screen) in an element, whichever track it has. @returns detaches */
  attachPreview(element: HTMLVideoElement, source?: 'camera' | 'screen'): () => void;
  /** Loudness 0..1 of the own microphone, about 10 times a second, 0 while muted. @returns unsubscribes */
  subscribeMicLevel(listener: (level: number) => void): () => void;
  /** A short sound at the chosen speaker. */
  playTestSound(): Promise<void>;
  /** @returns unsubscribes */
  on<E extends keyof LocalMediaEvents>(
    event: E,
    listener: (...args: LocalMediaEvents[E]) => void,
  ): () => void;
  /** Stops every track and listener; idempotent. */
  close(): void;
}
