import { isIP } from 'node:net';

export interface CoturnOptions {
  /** What clients are told, such as `turn:turn.example.org:3478?transport=udp`. */
  urls: readonly string[];
  secret: string;
  /** IP addresses of the media nodes: all that a relay may send to. */
  mediaAddresses: readonly string[];
  /** `public` or `public/private`, where the relay is behind NAT. */
  externalIp: string | null;
  /** PEM files for `turns:`. */
  tls: { readonly cert: string; readonly key: string } | null;
  /** Ports of the relayed side, to be open in the firewall; UDP. */
  relayPorts: { readonly min: number; readonly max: number };
  /** Account to run as when it is started by root. */
  user: string | null;
}

const DEFAULT_PORTS = { turn: 3478, turns: 5349 } as const;
/** Two transports with a candidate for each URL, and as many again while ICE restarts. */
const ALLOCATIONS_PER_PERSON = 32;

/**
 * A configuration for coturn 4.5 or newer (Debian's `coturn`). It relays for whoever has a credential of ours,
 * and only to the media nodes: everything else, private networks above all, is denied.
 */
export function coturnConfig(options: CoturnOptions): string {
  const { urls, secret, mediaAddresses, externalIp, tls, relayPorts, user } = options;
  const isLoopback = mediaAddresses.some((address) => /^127\.|^::1$/.test(address));
  return [
    '# Made by "npm run turn". Whoever reads the secret can use this relay.',
    `listening-port=${portOf(urls, 'turn')}`,
    ...(tls
      ? [`tls-listening-port=${portOf(urls, 'turns')}`, `cert=${tls.cert}`, `pkey=${tls.key}`]
      : ['no-tls', 'no-dtls']),
    ...(externalIp === null ? [] : [`external-ip=${externalIp}`]),
    `min-port=${relayPorts.min}`,
    `max-port=${relayPorts.max}`,
    '# Credentials that the server makes for each person, for an hour.',
    'use-auth-secret',
    `static-auth-secret=${secret}`,
    'realm=parley',
    'stale-nonce=600',
    `user-quota=${ALLOCATIONS_PER_PERSON}`,
    '# Nowhere but to the media nodes.',
    'denied-peer-ip=0.0.0.0-255.255.255.255',
    'denied-peer-ip=::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    ...mediaAddresses.map((address) => `allowed-peer-ip=${address}`),
    ...(isLoopback ? ['# The media node is on this machine only: for trials.'] : []),
    ...(isLoopback ? ['allow-loopback-peers'] : []),
    'no-multicast-peers',
    'no-tcp-relay',
    '# Nothing beyond relaying.',
    'fingerprint',
    'no-cli',
    'no-rfc5780',
    'no-stun-backward-compatibility',
    'no-software-attribute',
    ...(user === null ? [] : [`proc-user=${user}`, `proc-group=${user}`]),
    'log-file=stdout',
    'simple-log',
    '',
  ].join('\n');
}

/** The port that the URLs of a scheme name; they must name one only. @throws Error for people */
function portOf(urls: readonly string[], scheme: keyof typeof DEFAULT_PORTS): number {
  const ports = urls
    .filter((url) => url.startsWith(`${scheme}:`))
    .map((url) => Number(/:(\d+)(?:\?|$)/.exec(url)?.[1] ?? DEFAULT_PORTS[scheme]));
  const [port = DEFAULT_PORTS[scheme], ...others] = new Set(ports);
  if (others.length > 0) {
    throw new Error(
      `PARLEY_TURN_URLS names several ports for ${scheme}: one relay listens at one. Run the others with a list of their own.`,
    );
  }
  return port;
}

/** RFC 7065: scheme, host, port, transport. */
export function isTurnUrl(url: string): boolean {
  const match = /^turns?:(\[[^\]]+\]|[^:?[\]\s]+)(?::(\d{1,5}))?(?:\?transport=(?:udp|tcp))?$/.exec(
    url,
  );
  if (!match) return false;
  const [, host = '', port] = match;
  if (host.startsWith('[') && isIP(host.slice(1, -1)) !== 6) return false;
  return port === undefined || (Number(port) > 0 && Number(port) <= 65_535);
}
