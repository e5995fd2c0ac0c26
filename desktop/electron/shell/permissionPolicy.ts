import { APP_ORIGIN } from './appOrigin.ts';

/** What the client uses: devices, screen sharing, copying, full screen, sound output. */
const PERMITTED: ReadonlySet<string> = new Set([
  'media',
  'display-capture',
  'clipboard-sanitized-write',
  'fullscreen',
  'speaker-selection',
  'notifications',
]);

/** @param requestingUrl the page that asks; only our own pages are ever permitted anything */
export function isPermitted(permission: string, requestingUrl: string): boolean {
  if (!URL.canParse(requestingUrl)) return false;
  const { protocol, host } = new URL(requestingUrl);
  return `${protocol}//${host}` === APP_ORIGIN && PERMITTED.has(permission);
}
