import { systemClock } from '../platform/clock.ts';
import { BrowserLocalMedia } from './BrowserLocalMedia.ts';
import { keepStatuses } from './keepStatuses.ts';
import type { LocalMedia } from './localMedia.ts';

/** The page's: each meeting has devices of its own, and all of them the same permissions. */
let statuses: Pick<Permissions, 'query'> | undefined;

/** The devices of this browser; opens none before it is asked to. */
export function createLocalMedia({ hasOwnPicker }: { hasOwnPicker: boolean }): LocalMedia {
  // TypeScript's DOM library says these are always there; on an insecure origin they are not.
  const { mediaDevices, permissions }: Partial<Navigator> = navigator;
  statuses ??= permissions && keepStatuses(permissions);
  return new BrowserLocalMedia({
    clock: systemClock,
    mediaDevices,
    permissions: statuses,
    storage: openStorage(),
    isSecureContext: window.isSecureContext,
    hasOwnPicker,
    canChooseSpeaker: 'setSinkId' in HTMLMediaElement.prototype,
  });
}

function openStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    // Reading the property alone throws where a person forbids storage.
    return null;
  }
}
