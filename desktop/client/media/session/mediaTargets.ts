import type { MediaAnswer } from '../../../../shared/contracts/index.ts';

/** Where a browser tries to reach the media server; each as `address:port`. */
export interface MediaTargets {
  udp: readonly string[];
  tcp: readonly string[];
  /** Relays on the way there; empty: none is set up. */
  turn: readonly string[];
}

type Reachable = Pick<MediaAnswer, 'iceServers'> & {
  [way in 'sendTransport' | 'recvTransport']: Pick<MediaAnswer[way], 'iceCandidates'>;
};

/** Both transports usually lie behind the same ports, which are then named once. */
export function toMediaTargets(answer: Reachable): MediaTargets {
  const candidates = [answer.sendTransport, answer.recvTransport].flatMap(
    ({ iceCandidates }) => iceCandidates,
  );
  const over = (wanted: 'udp' | 'tcp') =>
    unique(
      candidates
        .filter(({ protocol }) => protocol === wanted)
        .map(({ address, port }) => `${address.includes(':') ? `[${address}]` : address}:${port}`),
    );
  const urls = answer.iceServers.flatMap(({ urls: given }) => given);
  return {
    udp: over('udp'),
    tcp: over('tcp'),
    turn: unique(
      urls.filter((url) => /^turns?:/.test(url)).map((url) => url.replace(/^turns?:/, '')),
    ),
  };
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];
