import {
  readRememberedDevices,
  type RememberedDevices,
  toDeviceChoices,
  writeRememberedDevices,
} from './deviceChoices.ts';
import type { DeviceChoice } from './localMediaState.ts';

export interface DeviceLists {
  mics: DeviceChoice[];
  cameras: DeviceChoice[];
  speakers: DeviceChoice[];
}

const NO_DEVICES: DeviceLists = { mics: [], cameras: [], speakers: [] };
const LIST_OF = { mic: 'mics', camera: 'cameras', speaker: 'speakers' } as const;

/** What devices there are and which of them the person wants, across visits and replugging. */
export class DeviceDirectory {
  readonly #mediaDevices: MediaDevices | undefined;
  readonly #storage: Storage | null;
  readonly #canChooseSpeaker: boolean;
  #wanted: RememberedDevices;
  #lists = NO_DEVICES;
  #stopWatching: () => void = () => undefined;

  constructor(
    mediaDevices: MediaDevices | undefined,
    storage: Storage | null,
    canChooseSpeaker: boolean,
  ) {
    this.#mediaDevices = mediaDevices;
    this.#storage = storage;
    this.#canChooseSpeaker = canChooseSpeaker;
    this.#wanted = readRememberedDevices(storage);
  }

  get lists(): DeviceLists {
    return this.#lists;
  }

  /** The wanted device, where it is there now; null: take the default. */
  chosen(what: keyof RememberedDevices): string | null {
    const id = this.#wanted[what];
    const list = this.#lists[LIST_OF[what]];
    // Before the first permission the list is empty, and the wish is all there is.
    return list.length === 0 || list.some((device) => device.id === id) ? id : null;
  }

  want(what: keyof RememberedDevices, deviceId: string | null): void {
    this.#wanted = { ...this.#wanted, [what]: deviceId };
    writeRememberedDevices(this.#storage, this.#wanted);
  }

  /** @returns which wanted devices have come (back) since the last look */
  async refresh(): Promise<(keyof RememberedDevices)[]> {
    const before = this.#lists;
    try {
      const devices = (await this.#mediaDevices?.enumerateDevices()) ?? [];
      this.#lists = {
        mics: toDeviceChoices(devices, 'audioinput'),
        cameras: toDeviceChoices(devices, 'videoinput'),
        speakers: this.#canChooseSpeaker ? toDeviceChoices(devices, 'audiooutput') : [],
      };
    } catch {
      // A browser that does not tell its devices offers the default of each.
      this.#lists = NO_DEVICES;
    }
    return (['mic', 'camera', 'speaker'] as const).filter((what) => {
      const has = (lists: DeviceLists) =>
        lists[LIST_OF[what]].some((device) => device.id === this.#wanted[what]);
      return has(this.#lists) && !has(before);
    });
  }

  watch(onChange: () => void): void {
    const mediaDevices = this.#mediaDevices;
    if (!mediaDevices) return;
    mediaDevices.addEventListener('devicechange', onChange);
    this.#stopWatching = () => mediaDevices.removeEventListener('devicechange', onChange);
  }

  close(): void {
    this.#stopWatching();
  }
}
