import type { types } from 'mediasoup';

const limitMs = 5_000;

/** @returns what the worker counted of the first stream as soon as that many packets have come */
export async function statsAfter(
  producer: types.Producer,
  packets: number,
): Promise<types.ProducerStat> {
  const endsAt = performance.now() + limitMs;
  while (performance.now() < endsAt) {
    const [stream] = await producer.getStats();
    if (stream && stream.packetCount >= packets) return stream;
  }
  throw new Error(`${packets} packets did not arrive within ${limitMs / 1000} s`);
}
