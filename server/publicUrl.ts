import { isIPv6 } from 'node:net';
import type { Config } from './config.ts';

/** Listening at all of a machine's addresses has no name of its own. */
const EVERYWHERE = new Set(['0.0.0.0', '::', '127.0.0.1', '::1']);

/**
 * Where people open Parley. Without a name that was configured it is `localhost`: browsers give camera and
 * microphone to secure pages only, and that is the one host that needs no certificate for it.
 * @param port The one that the server really listens at.
 */
export function publicUrlOf(
  { publicUrl, tls, host }: Pick<Config, 'publicUrl' | 'tls' | 'host'>,
  port: number,
): string {
  if (publicUrl !== null) return publicUrl;
  const name = EVERYWHERE.has(host) ? 'localhost' : isIPv6(host) ? `[${host}]` : host;
  // URL leaves the port out where it is the scheme's own.
  return new URL(`${tls ? 'https' : 'http'}://${name}:${port}`).origin;
}

/** Whether browsers let pages at this address use camera and microphone. */
export function isSecureContext(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  const isThisMachine = /^(localhost|.*\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  return protocol === 'https:' || isThisMachine;
}
