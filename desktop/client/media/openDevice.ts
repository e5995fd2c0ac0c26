import type { Clock } from '../platform/clock.ts';
import { cameraConstraints, micConstraints } from './captureConstraints.ts';
import { DeviceTimeout, isDeviceGone } from './deviceProblem.ts';

/** A device whose permission is given opens within a second or two; a hung driver never does. */
const GRANTED_LIMIT_MS = 12_000;
/** Where the browser does not say whether it is asking, allow for a person who reads the question. */
const UNKNOWN_LIMIT_MS = 60_000;

export interface DevicePorts {
  clock: Clock;
  /** undefined on an insecure origin. */
  mediaDevices: MediaDevices | undefined;
  permissions: Pick<Permissions, 'query'> | undefined;
}

/** @returns how long opening may take; null while the browser shows its question to the person */
async function openingLimitMs(
  permissions: DevicePorts['permissions'],
  source: 'mic' | 'camera',
): Promise<number | null> {
  try {
    const name = source === 'mic' ? 'microphone' : 'camera';
    const status = await permissions?.query({ name });
    if (!status) return UNKNOWN_LIMIT_MS;
    return status.state === 'prompt' ? null : GRANTED_LIMIT_MS;
  } catch {
    // Not every browser knows these permission names.
    return UNKNOWN_LIMIT_MS;
  }
}

const stopTracks = (stream: MediaStream) => stream.getTracks().forEach((track) => track.stop());

function withLimit(
  opening: Promise<MediaStream>,
  limitMs: number | null,
  clock: Clock,
): Promise<MediaStream> {
  if (limitMs === null) return opening;
  return new Promise((resolve, reject) => {
    let isOver = false;
    const cancel = clock.after(limitMs, () => {
      isOver = true;
      reject(new DeviceTimeout('The device did not open in time.'));
    });
    opening.then(
      (stream) => {
        cancel();
        // Too late: nobody waits for it any more, so its light must not stay on.
        if (isOver) stopTracks(stream);
        else resolve(stream);
      },
      (error: unknown) => {
        cancel();
        reject(error instanceof Error ? error : new Error('The device did not open.'));
      },
    );
  });
}

/**
 * Opens a microphone or camera; when the chosen one is gone, the system's default.
 * @throws whatever `getUserMedia` throws, or DeviceTimeout
 */
export async function openDevice(
  source: 'mic' | 'camera',
  deviceId: string | null,
  { clock, mediaDevices, permissions }: DevicePorts,
): Promise<MediaStreamTrack> {
  if (!mediaDevices) throw new TypeError('This page has no access to devices.');
  const open = async (id: string | null) => {
    const constraints = source === 'mic' ? micConstraints(id) : cameraConstraints(id);
    const limitMs = await openingLimitMs(permissions, source);
    const stream = await withLimit(mediaDevices.getUserMedia(constraints), limitMs, clock);
    const track = stream.getTracks()[0];
    if (!track) throw new DOMException('The device gave no track.', 'NotFoundError');
    return track;
  };
  try {
    return await open(deviceId);
  } catch (error) {
    if (deviceId === null || !isDeviceGone(error)) throw error;
    return open(null);
  }
}
