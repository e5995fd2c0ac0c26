/** What Chromium understands beyond the standard's text in TypeScript's DOM library. */
interface DisplayOptions extends DisplayMediaStreamOptions {
  systemAudio?: 'include' | 'exclude';
  windowAudio?: 'exclude' | 'window' | 'system';
  selfBrowserSurface?: 'include' | 'exclude';
  surfaceSwitching?: 'include' | 'exclude';
  monitorTypeSurfaces?: 'include' | 'exclude';
}

interface DisplayAudioConstraints extends MediaTrackConstraints {
  restrictOwnAudio?: boolean;
  suppressLocalAudioPlayback?: boolean;
}

const exactly = (deviceId: string | null): MediaTrackConstraints =>
  deviceId === null ? {} : { deviceId: { exact: deviceId } };

export function micConstraints(deviceId: string | null): MediaStreamConstraints {
  return {
    audio: {
      ...exactly(deviceId),
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: true,
    },
  };
}

export function cameraConstraints(deviceId: string | null): MediaStreamConstraints {
  return {
    video: {
      ...exactly(deviceId),
      width: { ideal: 1280 },
      height: { ideal: 720 },
      frameRate: { ideal: 30 },
    },
  };
}

/**
 * @param canRestrictOwnAudio Whether the browser can keep this page's own sound out of the capture.
 * Without that, the sound of the whole system would carry everybody's voice back to them, so only
 * the sound of a tab is offered. Local playback goes on: the presenter wants to hear it as well.
 */
export function screenConstraints(canRestrictOwnAudio: boolean): DisplayOptions {
  const audio: DisplayAudioConstraints = {
    echoCancellation: false,
    noiseSuppression: false,
    autoGainControl: false,
    suppressLocalAudioPlayback: false,
    ...(canRestrictOwnAudio ? { restrictOwnAudio: true } : {}),
  };
  return {
    video: {
      width: { max: 2560 },
      height: { max: 1440 },
      frameRate: { ideal: 30, max: 30 },
    },
    audio,
    systemAudio: canRestrictOwnAudio ? 'include' : 'exclude',
    windowAudio: canRestrictOwnAudio ? 'system' : 'exclude',
    selfBrowserSurface: 'exclude',
    surfaceSwitching: 'include',
    monitorTypeSurfaces: 'include',
  };
}
