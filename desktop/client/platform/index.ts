import { createDesktopPlatform } from './desktopPlatform.ts';
import type { Platform } from './Platform.ts';
import { createWebPlatform } from './webPlatform.ts';

export type { ParleyBridge } from './bridge.ts';
export type { Platform, RefreshTokenVault } from './Platform.ts';
export { PlatformProvider, usePlatform } from './PlatformContext.tsx';

export function createPlatform(): Platform {
  return window.parley ? createDesktopPlatform(window.parley) : createWebPlatform();
}
