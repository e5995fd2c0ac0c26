import { z } from 'zod';

/** The entries of webrtc-stats that decisions are made from; browsers leave out what they do not count. */
const entry = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('candidate-pair'),
    availableOutgoingBitrate: z.number().optional(),
  }),
  z.object({
    type: z.literal('outbound-rtp'),
    kind: z.string(),
    active: z.boolean().optional(),
    framesEncoded: z.number().optional(),
    qualityLimitationReason: z.string().optional(),
  }),
  z.object({
    type: z.literal('remote-inbound-rtp'),
    kind: z.string(),
    fractionLost: z.number().optional(),
  }),
  z.object({
    type: z.literal('inbound-rtp'),
    kind: z.string(),
    framesDecoded: z.number().optional(),
    framesDropped: z.number().optional(),
  }),
]);

const KINDS: ReadonlySet<unknown> = new Set(entry.options.map(({ shape }) => shape.type.value));

export interface SendStats {
  /** Bits per second; null: the browser has not estimated it yet. */
  availableBps: number | null;
  /** As the other end told last (RTCP, RFC 3550, 6.4.1), 0 to 1; null: not yet. */
  soundLoss: number | null;
  framesEncoded: number;
  isCpuLimited: boolean;
}

export interface ReceiveStats {
  framesDecoded: number;
  framesDropped: number;
}

export function toSendStats(report: RTCStatsReport): SendStats {
  const stats: SendStats = {
    availableBps: null,
    soundLoss: null,
    framesEncoded: 0,
    isCpuLimited: false,
  };
  for (const each of entriesOf(report)) {
    // Only the pair in use has it; whatever its state, as its checks are slow exactly when the line is full.
    if (each.type === 'candidate-pair') {
      stats.availableBps = each.availableOutgoingBitrate ?? stats.availableBps;
    }
    if (each.type === 'remote-inbound-rtp' && each.kind === 'audio') {
      stats.soundLoss = Math.max(stats.soundLoss ?? 0, each.fractionLost ?? 0);
    }
    if (each.type !== 'outbound-rtp' || each.kind !== 'video') continue;
    stats.framesEncoded += each.framesEncoded ?? 0;
    stats.isCpuLimited ||= each.active !== false && each.qualityLimitationReason === 'cpu';
  }
  return stats;
}

export function toReceiveStats(report: RTCStatsReport): ReceiveStats {
  const stats: ReceiveStats = { framesDecoded: 0, framesDropped: 0 };
  for (const each of entriesOf(report)) {
    if (each.type !== 'inbound-rtp' || each.kind !== 'video') continue;
    stats.framesDecoded += each.framesDecoded ?? 0;
    stats.framesDropped += each.framesDropped ?? 0;
  }
  return stats;
}

function entriesOf(report: RTCStatsReport): z.infer<typeof entry>[] {
  const entries: z.infer<typeof entry>[] = [];
  // A report names twenty kinds of things, nine in ten of them none of ours: those are not parsed.
  report.forEach((each: { type?: unknown }) => {
    if (!KINDS.has(each.type)) return;
    const parsed = entry.safeParse(each);
    if (parsed.success) entries.push(parsed.data);
  });
  return entries;
}
