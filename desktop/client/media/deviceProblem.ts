import type { DeviceProblem } from './localMediaState.ts';

/** What the mapping needs to know besides the error; browsers give one error for several causes. */
export interface DeviceContext {
  source: 'mic' | 'camera' | 'screen';
  isSecureContext: boolean;
  /** `navigator.mediaDevices` and the method asked of it are there. */
  isSupported: boolean;
}

/** Thrown by us when a device neither opens nor fails. */
export class DeviceTimeout extends Error {
  override readonly name = 'DeviceTimeout';
}

const SYSTEM = /by system|by the system|system settings|the platform/i;
const DISMISSED = /dismissed/i;

/** @returns why a `getUserMedia` or `getDisplayMedia` failed, in terms that a person can act on */
export function toDeviceProblem(error: unknown, context: DeviceContext): DeviceProblem {
  if (!context.isSupported) return context.isSecureContext ? 'notSupported' : 'insecureOrigin';
  if (!(error instanceof Error)) return 'unknown';
  switch (error.name) {
    case 'NotAllowedError':
    case 'PermissionDeniedError':
      if (DISMISSED.test(error.message)) return 'permissionDismissed';
      return SYSTEM.test(error.message) ? 'deniedBySystem' : 'permissionDenied';
    case 'SecurityError':
      return context.isSecureContext ? 'permissionDenied' : 'insecureOrigin';
    case 'NotFoundError':
    case 'DevicesNotFoundError':
    case 'OverconstrainedError':
      return 'noDevice';
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      // A screen is never "in use": the system (a portal, macOS privacy) did not hand it over.
      return context.source === 'screen' ? 'deniedBySystem' : 'deviceInUse';
    case 'DeviceTimeout':
      return 'deviceInUse';
    case 'InvalidStateError':
      // The picker wants a click that is fresh, so asking again by a click is the way out.
      return 'permissionDismissed';
    case 'NotSupportedError':
    case 'TypeError':
      return context.isSecureContext ? 'notSupported' : 'insecureOrigin';
    default:
      return 'unknown';
  }
}

/**
 * Closing the screen picker is an answer, not a problem; browsers report it as a denial.
 * @param isOwnPicker Electron reports what our own picker, or a portal of the system, answers with
 *   nothing as an abort
 */
export function isPickerDismissed(error: unknown, isOwnPicker: boolean): boolean {
  if (!(error instanceof Error)) return false;
  if (isOwnPicker && error.name === 'AbortError') return true;
  return error.name === 'NotAllowedError' && !SYSTEM.test(error.message);
}

/** The chosen device does not exist any more or cannot do what was asked: any other may. */
export function isDeviceGone(error: unknown): boolean {
  return (
    error instanceof Error &&
    ['OverconstrainedError', 'NotFoundError', 'DevicesNotFoundError'].includes(error.name)
  );
}
