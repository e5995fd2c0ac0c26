import { until } from '../../support/ApiClient.ts';
import type { Footprint } from '../support/targetMessages.ts';

const MIB = 1024 * 1024;
/**
 * V8 compiles code when it is used and drops it when it has not been for a while: that alone moves the heap by 7 MiB
 * (measured over 32,000 messages, after the warm-up never upwards by more than 2.5). What an attack leaves for good
 * would add up beyond it: 8 MiB are 430 bytes a message in `npm test`, and 8 in a million.
 */
export const MOST_GROWTH_BYTES = 8 * MIB;
/** The counters of the target's rate limits last half a minute, idle connections to its database ten seconds. */
const FORGETTING_MS = 60_000;

export interface Growth {
  heapBytes: number;
  bytesPerMessage: number;
  /** Sockets and files, which nothing but forgetting keeps open; timers run out by themselves. */
  handles: number;
}

export function growthOf(before: Footprint, after: Footprint, messages: number): Growth {
  const heapBytes = after.heapBytes - before.heapBytes;
  return {
    heapBytes,
    bytesPerMessage: heapBytes / Math.max(1, messages),
    handles: openHandles(after) - openHandles(before),
  };
}

/** Whether memory and handles are back to what they were. */
export function isBack({ heapBytes, handles }: Growth): boolean {
  return heapBytes <= MOST_GROWTH_BYTES && handles <= 0;
}

/** Everybody has left: measures until nothing is left of them, or so much time has passed that it stays. */
export async function measureAfter(
  measure: () => Promise<Footprint>,
  before: Footprint,
  messages: number,
): Promise<{ after: Footprint; growth: Growth }> {
  let after = await measure();
  const isThere = async () => {
    if (isBack(growthOf(before, after, messages))) return true;
    after = await measure();
    return false;
  };
  await until(isThere, FORGETTING_MS).catch(() => undefined);
  return { after, growth: growthOf(before, after, messages) };
}

function openHandles({ handles }: Footprint): number {
  return (handles['TCPSocketWrap'] ?? 0) + (handles['PipeWrap'] ?? 0);
}
