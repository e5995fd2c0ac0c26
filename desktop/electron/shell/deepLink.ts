import { parseMeetingCode } from '../../../shared/domain/meetingCode.ts';
import { toServerOrigin } from '../../host/settings/index.ts';
import { LINK_SCHEME } from './appOrigin.ts';

export interface DeepLink {
  /** Origin of the server that the link names. */
  serverUrl: string;
  /** A route of the client, `/m/abc-defg-hjk`. */
  path: string;
}

const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/**
 * Reads `parley://meet.example.org/m/abc-defg-hjk`. Anything but a meeting is refused: a link comes
 * from strangers, so it opens a lobby and does nothing else; its query is dropped for that reason.
 */
export function parseDeepLink(text: string): DeepLink | null {
  if (!URL.canParse(text)) return null;
  const { protocol, host, pathname } = new URL(text);
  if (protocol !== `${LINK_SCHEME}:` || host === '') return null;
  const code = pathname.startsWith('/m/') ? parseMeetingCode(pathname) : null;
  if (code === null) return null;
  // Servers speak TLS; only one's own machine is reached without.
  const scheme = LOCAL_HOST.test(host) ? 'http' : 'https';
  const serverUrl = toServerOrigin(`${scheme}://${host}`);
  return serverUrl === null ? null : { serverUrl, path: `/m/${code}` };
}

/** The link among the arguments with which a second instance, or the first one, was started. */
export function findDeepLink(argv: readonly string[]): DeepLink | null {
  for (const argument of argv) {
    const link = parseDeepLink(argument);
    if (link) return link;
  }
  return null;
}
