import { keysOf, type ShortcutAction } from './shortcuts.ts';

/** `navigator.platform` is deprecated but is what every browser fills in. */
export function isMac(): boolean {
  return /mac|iphone|ipad/i.test(navigator.platform);
}

/** @returns the shortest way to press an action, as tooltips write it */
export function useShortcutKeys(): (action: ShortcutAction) => string {
  return (action) => keysOf(action, isMac())[0]?.join(' ') ?? '';
}
