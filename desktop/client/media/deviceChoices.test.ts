import { describe, expect, it } from 'vitest';
import { readRememberedDevices, toDeviceChoices, writeRememberedDevices } from './deviceChoices.ts';

const nothing = { mic: null, camera: null, speaker: null };

describe('remembered devices', () => {
  it('come back as they were written', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    const devices = { mic: 'a', camera: null, speaker: 'c' };
    writeRememberedDevices(storage, devices);
    expect(readRememberedDevices(storage)).toEqual(devices);
  });

  it.each(['not json', '{"mic":1}', 'null', ''])('are none when the stored text is %j', (text) => {
    expect(readRememberedDevices({ getItem: () => text })).toEqual(nothing);
  });

  it('are none where storage is forbidden', () => {
    const forbid = () => {
      throw new Error('SecurityError');
    };
    expect(readRememberedDevices({ getItem: forbid })).toEqual(nothing);
    expect(() => writeRememberedDevices({ setItem: forbid }, nothing)).not.toThrow();
  });
});

describe('toDeviceChoices', () => {
  it('lists each device of a kind once', () => {
    const devices = [
      { deviceId: 'default', kind: 'audioinput', label: 'Default - Desk' },
      { deviceId: 'desk', kind: 'audioinput', label: 'Desk' },
      { deviceId: 'cam', kind: 'videoinput', label: 'Cam' },
    ] as const;
    expect(toDeviceChoices(devices, 'audioinput')).toEqual([{ id: 'desk', label: 'Desk' }]);
  });

  it('lists nothing before a permission reveals ids', () => {
    expect(
      toDeviceChoices([{ deviceId: '', kind: 'audioinput', label: '' }], 'audioinput'),
    ).toEqual([]);
  });
});
