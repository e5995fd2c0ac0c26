import { describe, expect, it } from 'vitest';
import {
  type DeviceContext,
  DeviceTimeout,
  isDeviceGone,
  isPickerDismissed,
  toDeviceProblem,
} from './deviceProblem.ts';

const camera: DeviceContext = { source: 'camera', isSecureContext: true, isSupported: true };
const screen: DeviceContext = { ...camera, source: 'screen' };
const named = (name: string, message = '') => Object.assign(new Error(message), { name });

describe('toDeviceProblem', () => {
  it.each([
    ['NotAllowedError', 'Permission denied', 'permissionDenied'],
    ['NotAllowedError', 'Permission dismissed', 'permissionDismissed'],
    ['NotAllowedError', 'Permission denied by system', 'deniedBySystem'],
    ['NotFoundError', 'Requested device not found', 'noDevice'],
    ['OverconstrainedError', '', 'noDevice'],
    ['NotReadableError', 'Could not start video source', 'deviceInUse'],
    ['AbortError', 'Starting videoinput failed', 'deviceInUse'],
    ['TypeError', '', 'notSupported'],
    ['SomethingNew', '', 'unknown'],
  ] as const)('a camera refused with %s "%s" is %s', (name, message, problem) => {
    expect(toDeviceProblem(named(name, message), camera)).toBe(problem);
  });

  it('blames the origin where the browser hides devices for being insecure', () => {
    const insecure = { ...camera, isSecureContext: false, isSupported: false };
    expect(toDeviceProblem(undefined, insecure)).toBe('insecureOrigin');
    expect(toDeviceProblem(undefined, { ...insecure, isSecureContext: true })).toBe('notSupported');
  });

  it('takes a device that neither opens nor fails for one in use', () => {
    expect(toDeviceProblem(new DeviceTimeout(), camera)).toBe('deviceInUse');
  });

  it('takes an unreadable screen for a refusal of the system', () => {
    expect(toDeviceProblem(named('NotReadableError'), screen)).toBe('deniedBySystem');
  });

  it('calls a thrown non-error unknown', () => {
    expect(toDeviceProblem('no', camera)).toBe('unknown');
  });
});

describe('isPickerDismissed', () => {
  it('tells a closed picker from a system that forbids capture', () => {
    expect(isPickerDismissed(named('NotAllowedError', 'Permission denied'), false)).toBe(true);
    const bySystem = named('NotAllowedError', 'Permission denied by system');
    expect(isPickerDismissed(bySystem, false)).toBe(false);
    expect(isPickerDismissed(named('NotReadableError'), false)).toBe(false);
    expect(isPickerDismissed(named('AbortError'), false)).toBe(false);
  });

  it('takes an abort on the desktop for a closed picker, and a refusal for what it is', () => {
    const invalidState = named('AbortError', 'Invalid state');
    expect(isPickerDismissed(invalidState, true)).toBe(true);
    expect(isPickerDismissed(named('NotAllowedError', 'Permission denied'), true)).toBe(true);
    const bySystem = named('NotAllowedError', 'Permission denied by system');
    expect(isPickerDismissed(bySystem, true)).toBe(false);
    expect(isPickerDismissed(named('NotReadableError'), true)).toBe(false);
  });
});

describe('isDeviceGone', () => {
  it('is true of what another device can mend, and of nothing else', () => {
    expect(isDeviceGone(named('OverconstrainedError'))).toBe(true);
    expect(isDeviceGone(named('NotAllowedError'))).toBe(false);
  });
});
