import { APP_ORIGIN } from './appOrigin.ts';

export type NavigationDecision = 'stay' | 'openOutside' | 'deny';

const OUTSIDE = new Set(['https:', 'http:', 'mailto:']);

/**
 * Where a page of ours may go: nowhere but to itself. Web and mail links open in the system's own
 * program; anything else (file:, javascript:, other programs' schemes) goes nowhere.
 * Source: Electron's security checklist, 13 to 15.
 */
export function decideNavigation(url: string): NavigationDecision {
  if (!URL.canParse(url)) return 'deny';
  const { protocol, host } = new URL(url);
  if (`${protocol}//${host}` === APP_ORIGIN) return 'stay';
  return OUTSIDE.has(protocol) ? 'openOutside' : 'deny';
}
