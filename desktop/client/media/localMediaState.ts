/** Why a microphone, camera or screen cannot be used; each has a sentence and a way out in the UI. */
export type DeviceProblem =
  | 'permissionDenied'
  | 'permissionDismissed'
  | 'deniedBySystem'
  | 'noDevice'
  | 'deviceInUse'
  | 'insecureOrigin'
  | 'notSupported'
  | 'unknown';

export type LocalSource =
  | { kind: 'off' }
  | { kind: 'starting' }
  | { kind: 'on' }
  | { kind: 'blocked'; problem: DeviceProblem };

export interface DeviceChoice {
  id: string;
  label: string;
}

/** What the lobby and the meeting show of one's own devices; tracks themselves stay out of stores. */
export interface LocalMediaState {
  mic: LocalSource;
  camera: LocalSource;
  screen: LocalSource;
  mics: readonly DeviceChoice[];
  cameras: readonly DeviceChoice[];
  /** Empty where the browser cannot choose an output. */
  speakers: readonly DeviceChoice[];
  /** Device ids; null: the system's default. */
  chosenMic: string | null;
  chosenCamera: string | null;
  chosenSpeaker: string | null;
}
