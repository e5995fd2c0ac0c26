import { describe, expect, it } from 'vitest';
import { CapturedSource } from './CapturedSource.ts';
import type { LocalSource } from './localMediaState.ts';

/** As much of a track as a source touches. */
class FakeTrack extends EventTarget {
  readonly label: string;
  readyState: 'live' | 'ended' = 'live';
  enabled = true;

  constructor(label: string) {
    super();
    this.label = label;
  }

  stop() {
    this.readyState = 'ended';
  }

  unplug() {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }

  getSettings() {
    return { deviceId: this.label };
  }
}

function setUp(source: 'mic' | 'camera') {
  const opened: FakeTrack[] = [];
  const states: LocalSource[] = [];
  const tracks: (string | null)[] = [];
  const replaced: (string | null)[][] = [];
  let fail: Error | null = null;
  let hold: Promise<void> | null = null;
  const captured = new CapturedSource(source, null, {
    async open(deviceId) {
      if (hold) await hold;
      if (fail) throw fail;
      const track = new FakeTrack(deviceId ?? 'default');
      opened.push(track);
      return track as unknown as MediaStreamTrack; // The fake has what CapturedSource uses.
    },
    toProblem: (error) =>
      error instanceof Error && error.name === 'NotReadableError' ? 'deviceInUse' : 'noDevice',
    onState: (state) => states.push(state),
    onTrack: (track) => tracks.push(track?.label ?? null),
    onReplaced: (lost, now) => replaced.push([lost, now]),
  });
  return {
    captured,
    opened,
    states,
    tracks,
    replaced,
    failWith: (error: Error | null) => {
      fail = error;
    },
    holdOpening: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      hold = promise;
      return () => {
        hold = null;
        resolve();
      };
    },
  };
}

describe('CapturedSource', () => {
  it('stops the camera when it is turned off, so that its light goes out', async () => {
    const { captured, opened, tracks } = setUp('camera');
    await captured.setOn(true);
    await captured.setOn(false);
    expect(opened[0]?.readyState).toBe('ended');
    expect(tracks).toEqual(['default', null]);
  });

  it('disables a muted microphone at once and keeps it open', async () => {
    const { captured, opened, states } = setUp('mic');
    await captured.setOn(true);
    await captured.setOn(false);
    expect(opened[0]).toMatchObject({ readyState: 'live', enabled: false });
    await captured.setOn(true);
    expect(opened).toHaveLength(1);
    expect(opened[0]?.enabled).toBe(true);
    expect(states.at(-1)).toEqual({ kind: 'on' });
  });

  it('stops a device that opens after it was turned off again', async () => {
    const { captured, opened, states, holdOpening } = setUp('camera');
    const release = holdOpening();
    const opening = captured.setOn(true);
    await captured.setOn(false);
    release();
    await opening;
    expect(opened[0]?.readyState).toBe('ended');
    expect(captured.track).toBeNull();
    expect(states.at(-1)).toEqual({ kind: 'off' });
  });

  it('is muted from the start when it was muted while the microphone opened', async () => {
    const { captured, opened, holdOpening } = setUp('mic');
    const release = holdOpening();
    const opening = captured.setOn(true);
    await captured.setOn(false);
    release();
    await opening;
    expect(opened[0]?.readyState).toBe('ended');
  });

  it('says why it is blocked', async () => {
    const { captured, states, failWith } = setUp('camera');
    failWith(Object.assign(new Error(), { name: 'NotReadableError' }));
    await captured.setOn(true);
    expect(states.at(-1)).toEqual({ kind: 'blocked', problem: 'deviceInUse' });
  });

  it('opens the new device before it stops the one before', async () => {
    const { captured, opened, tracks } = setUp('camera');
    await captured.setOn(true);
    expect(await captured.choose('usb')).toBe(true);
    expect(tracks).toEqual(['default', 'usb']);
    expect(opened.map((track) => track.readyState)).toEqual(['ended', 'live']);
  });

  it('goes on with the device before when the new one fails', async () => {
    const { captured, opened, failWith } = setUp('camera');
    await captured.setOn(true);
    failWith(Object.assign(new Error(), { name: 'NotAllowedError' }));
    expect(await captured.choose('usb')).toBe(false);
    expect(opened[0]?.readyState).toBe('live');
  });

  it('keeps a muted microphone muted on another device', async () => {
    const { captured, opened } = setUp('mic');
    await captured.setOn(true);
    await captured.setOn(false);
    await captured.choose('headset');
    expect(opened[1]).toMatchObject({ label: 'headset', enabled: false });
  });

  it('falls back and says so when the device is unplugged', async () => {
    const { captured, opened, replaced, states } = setUp('mic');
    await captured.choose('headset');
    await captured.setOn(true);
    opened[0]?.unplug();
    await expect.poll(() => replaced).toEqual([['headset', 'headset']]);
    expect(states.at(-1)).toEqual({ kind: 'on' });
  });

  it('is blocked when the only device is unplugged', async () => {
    const { captured, opened, replaced, states, failWith } = setUp('camera');
    await captured.setOn(true);
    failWith(Object.assign(new Error(), { name: 'NotFoundError' }));
    opened[0]?.unplug();
    await expect.poll(() => replaced).toEqual([['default', null]]);
    expect(states.at(-1)).toEqual({ kind: 'blocked', problem: 'noDevice' });
  });

  it('leaves nothing open when it is closed', async () => {
    const { captured, opened } = setUp('mic');
    await captured.setOn(true);
    captured.close();
    captured.close();
    expect(opened[0]?.readyState).toBe('ended');
    await captured.setOn(true);
    expect(opened).toHaveLength(1);
  });
});
