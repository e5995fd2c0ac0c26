import { setTimeout as wait } from 'node:timers/promises';
import { assertDelivered, coreBusySeconds, PRODUCT_CORE } from '../harness/index.ts';
import type { Sample } from '../harness/index.ts';
import { sumOf } from './ForwardingRoom.ts';
import type { ForwardingRoom } from './ForwardingRoom.ts';
import { Pacer } from './Pacer.ts';

export const REQUIRED_DELIVERY = 0.999;
const DRAIN_LIMIT_MS = 2_000;

export interface Timing {
  warmUpMs: number;
  measuredMs: number;
}

/**
 * Lets all publishers of a room send for a while.
 * @returns microseconds of CPU time per packet that arrived at a receiver
 * @throws when too little arrived, or a client got into trouble
 */
export async function measureForwarding(
  name: string,
  room: ForwardingRoom,
  { warmUpMs, measuredMs }: Timing,
): Promise<Sample> {
  const receivers = room.streamCount / room.sources.length;
  const sentBefore = sentBy(room);
  const receivedBefore = room.received();
  for (const source of room.sources) source.requestKeyFrame();
  const pacer = new Pacer(room.sources);
  let before, after;
  try {
    await wait(warmUpMs);
    before = await readAll(room);
    await wait(measuredMs);
    after = await readAll(room);
  } finally {
    pacer.stop();
  }
  const sent = (sentBy(room) - sentBefore) * receivers;
  const received = () => room.received() - receivedBefore;
  await drained(received, sent);
  room.assertSound();
  assertDelivered(`${name}, packets`, sent, received(), REQUIRED_DELIVERY);

  const seconds = (after.timeMs - before.timeMs) / 1000;
  const packets = after.received - before.received;
  const parts: Record<string, number> = {};
  for (const [part, cpu] of Object.entries(after.cpu)) {
    parts[`${part}UsPerPacket`] = ((cpu - (before.cpu[part] ?? 0)) * 1e6) / packets;
  }
  const cpuSeconds = sumOf(after.cpu) - sumOf(before.cpu);
  return {
    value: (cpuSeconds * 1e6) / packets,
    generatorLoad: (after.ownSeconds - before.ownSeconds) / seconds,
    details: {
      ...parts,
      delivered: received() / sent,
      packetsPerSecond: packets / seconds,
      productCoreLoad: cpuSeconds / seconds,
      // What others did on the product's core meanwhile.
      foreignLoad: (after.coreSeconds - before.coreSeconds - cpuSeconds) / seconds,
    },
  };
}

const sentBy = ({ sources }: ForwardingRoom): number =>
  sources.reduce((total, { sent }) => total + sent, 0);

async function readAll(room: ForwardingRoom) {
  const cpu = await room.cpu();
  const coreSeconds = await coreBusySeconds(PRODUCT_CORE);
  const { user, system } = process.cpuUsage();
  const ownSeconds = (user + system) / 1e6;
  return { cpu, coreSeconds, ownSeconds, received: room.received(), timeMs: performance.now() };
}

/** Waits for what is still under way. */
async function drained(received: () => number, sent: number): Promise<void> {
  const until = performance.now() + DRAIN_LIMIT_MS;
  while (received() < sent && performance.now() < until) await wait(20);
}
