/** What has come through a connection so far, as `getStats()` counts it (webrtc-stats). */
export interface Arrivals {
  rtpPackets: number;
  /** Answers to connectivity checks, by candidate pair: each proves a way there and back (RFC 8445). */
  checksAnswered: ReadonlyMap<string, number>;
}

export function readArrivals(stats: RTCStatsReport): Arrivals {
  let rtpPackets = 0;
  const checksAnswered = new Map<string, number>();
  stats.forEach((entry: Record<string, unknown>, id: string) => {
    if (entry['type'] === 'inbound-rtp') rtpPackets += toNumber(entry['packetsReceived']);
    if (entry['type'] === 'candidate-pair') {
      checksAnswered.set(id, toNumber(entry['responsesReceived']));
    }
  });
  return { rtpPackets, checksAnswered };
}

export const hasNewRtp = (before: Arrivals, now: Arrivals): boolean =>
  now.rtpPackets > before.rtpPackets;

/** Pairs that were not there before count from nothing. */
export const hasNewAnswers = (before: Arrivals, now: Arrivals): boolean =>
  [...now.checksAnswered].some(([id, count]) => count > (before.checksAnswered.get(id) ?? 0));

/** What went to and fro over all paths of a connection; connectivity checks are not counted (webrtc-stats). */
export interface Exchange {
  sentBytes: number;
  receivedBytes: number;
}

export function readExchange(stats: RTCStatsReport): Exchange {
  const exchange: Exchange = { sentBytes: 0, receivedBytes: 0 };
  stats.forEach((entry: Record<string, unknown>) => {
    if (entry['type'] !== 'candidate-pair') return;
    exchange.sentBytes += toNumber(entry['bytesSent']);
    exchange.receivedBytes += toNumber(entry['bytesReceived']);
  });
  return exchange;
}

const toNumber = (value: unknown): number => (typeof value === 'number' ? value : 0);
