import type { ParleyBridge } from '../../../shared/contracts/bridge.ts';
import { createDesktopPlatform } from './desktopPlatform.ts';
import type { Platform } from './Platform.ts';
import { createWebPlatform } from './webPlatform.ts';

export type { Platform, RefreshTokenVault, ScreenPickerPort } from './Platform.ts';
export { PlatformProvider, usePlatform } from './PlatformContext.tsx';

declare global {
  interface Window {
    /** Put there by the preload script of the desktop app. */
    readonly parley?: ParleyBridge;
  }
}

export async function createPlatform(): Promise<Platform> {
  return window.parley ? createDesktopPlatform(window.parley) : createWebPlatform();
}
