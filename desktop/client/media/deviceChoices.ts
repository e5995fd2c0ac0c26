import { z } from 'zod';
import type { DeviceChoice } from './localMediaState.ts';

const STORAGE_KEY = 'parley.devices';

const remembered = z.object({
  mic: z.string().nullable(),
  camera: z.string().nullable(),
  speaker: z.string().nullable(),
});
/** The devices that a person picked, by id; null: whatever the system's default is. */
export type RememberedDevices = z.infer<typeof remembered>;

const NOTHING: RememberedDevices = { mic: null, camera: null, speaker: null };

/** Reads what an earlier visit left; anything unreadable counts as nothing chosen. */
export function readRememberedDevices(storage: Pick<Storage, 'getItem'> | null): RememberedDevices {
  try {
    const text = storage?.getItem(STORAGE_KEY) ?? null;
    if (text === null) return NOTHING;
    return remembered.catch(NOTHING).parse(JSON.parse(text));
  } catch {
    // Storage may be forbidden and text may not be JSON: both mean that nothing is remembered.
    return NOTHING;
  }
}

export function writeRememberedDevices(
  storage: Pick<Storage, 'setItem'> | null,
  devices: RememberedDevices,
): void {
  try {
    storage?.setItem(STORAGE_KEY, JSON.stringify(devices));
  } catch {
    // A full or forbidden storage costs the memory of a choice, not the choice.
  }
}

/**
 * The devices of one kind to choose from. Chromium lists the default once more under the ids
 * `default` and `communications`; before the first permission, ids are empty.
 */
export function toDeviceChoices(
  devices: readonly Pick<MediaDeviceInfo, 'deviceId' | 'kind' | 'label'>[],
  kind: MediaDeviceKind,
): DeviceChoice[] {
  return devices
    .filter((device) => device.kind === kind)
    .filter(({ deviceId }) => !['', 'default', 'communications'].includes(deviceId))
    .map(({ deviceId, label }) => ({ id: deviceId, label }));
}
