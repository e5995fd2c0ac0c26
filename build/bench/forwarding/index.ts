import { networkInterfaces } from 'node:os';
import { ensureDebianPackages } from '../../system/ensureDebianPackages.ts';
import { SetupError } from '../../system/SetupError.ts';
import { comparePairs, judgeRatio, median, NotDeliveredError, nullPair } from '../harness/index.ts';
import type { Bench, BenchContext, BenchRow, PairedResult, Sample } from '../harness/index.ts';
import { BareForwarder } from './BareForwarder.ts';
import type { Forwarder, ForwardingRoom } from './ForwardingRoom.ts';
import { JanusForwarder } from './JanusForwarder.ts';
import { measureForwarding, REQUIRED_DELIVERY } from './measure.ts';
import type { Timing } from './measure.ts';
import { ProductForwarder } from './ProductForwarder.ts';
import { srtpSuites } from './srtpSuites.ts';

/** N streams leave the server: four cameras, each to a quarter of N receivers. */
const STREAMS = [40, 100, 200] as const;
const PUBLISHERS = 4;
const GOAL_BARE = 1.05;
const GOAL_JANUS = 0.55;
const MAX_REPEATS = 2;

export const bench: Bench = { name: 'forwarding', run };

async function run(context: BenchContext): Promise<BenchRow[]> {
  await ensureDebianPackages(['janus'], { log: (line) => context.log(line) });
  const address = ownAddress();
  await using parts = new AsyncDisposableStack();
  const use = async <T extends Forwarder>(starting: Promise<T>): Promise<T> => {
    const forwarder = await starting;
    parts.defer(() => forwarder.close());
    return forwarder;
  };
  const forwarders = {
    product: await use(ProductForwarder.start(address)),
    bare: await use(BareForwarder.start(address)),
    janus: await use(JanusForwarder.start(address)),
  };
  const rows: BenchRow[] = [];
  for (const streams of STREAMS) rows.push(...(await compareAt(streams, forwarders, context)));
  return rows;
}

type Forwarders = Record<'product' | 'bare' | 'janus', Forwarder>;

async function compareAt(
  streams: number,
  forwarders: Forwarders,
  context: BenchContext,
): Promise<BenchRow[]> {
  const { quick } = context;
  const log = (line: string) => context.log(line);
  const timing: Timing = quick
    ? { warmUpMs: 500, measuredMs: 1500 }
    : { warmUpMs: 1000, measuredMs: 6000 };
  const pairs = quick ? 2 : 5;
  const size = { publishers: PUBLISHERS, receivers: streams / PUBLISHERS };
  const allSuites = new Set<string>();
  await using rooms = new AsyncDisposableStack();
  const open = async (forwarder: Forwarder) => {
    log(`${forwarder.name}: ${streams} streams`);
    const { suites, connected: room } = await srtpSuites(() => forwarder.openRoom(size));
    rooms.defer(() => room.close());
    for (const suite of suites) allSuites.add(suite);
    if (allSuites.size !== 1) throw new Error(`SRTP suites differ: ${[...allSuites].join(', ')}`);
    if (room.streamCount !== streams) {
      throw new Error(`${forwarder.name} sends ${room.streamCount} streams, not ${streams}`);
    }
    return measuring(forwarder.name, room, timing, log);
  };
  const product = await open(forwarders.product);
  const bare = await open(forwarders.bare);
  const janus = await open(forwarders.janus);

  // The first sample of a room finds cold code and buffers that grow.
  for (const side of [product, bare, janus]) await side();
  const of = { unit: 'us per packet', pairs };
  const nothing = await nullPair({ ...of, name: `Parley, ${streams}`, a: product });
  const againstBare = await comparePairs({ ...of, name: 'bare', a: product, b: bare });
  const againstJanus = await comparePairs({ ...of, name: 'Janus', a: product, b: janus });
  const suite = [...allSuites].join();
  return [
    toRow({ streams, suite, other: 'bare mediasoup', goal: GOAL_BARE }, againstBare, nothing),
    toRow({ streams, suite, other: 'Janus', goal: GOAL_JANUS }, againstJanus, nothing),
  ];
}

function measuring(
  name: string,
  room: ForwardingRoom,
  timing: Timing,
  log: (line: string) => void,
): () => Promise<Sample> {
  return async () => {
    const sample = await again(() => measureForwarding(name, room, timing), log);
    const { delivered = NaN, packetsPerSecond = NaN } = sample.details ?? {};
    log(
      `${name}: ${sample.value.toFixed(2)} us per packet, ${Math.round(packetsPerSecond)} packets/s, ` +
        `delivered ${delivered.toFixed(5)}, generator at ${Math.round(sample.generatorLoad * 100)} %`,
    );
    return sample;
  };
}

/** A stall of the machine loses packets of any server; a server that loses them does so again. */
async function again(measure: () => Promise<Sample>, log: (line: string) => void): Promise<Sample> {
  for (let repeats = 0; ; repeats += 1) {
    try {
      return await measure();
    } catch (error) {
      if (repeats === MAX_REPEATS || !(error instanceof NotDeliveredError)) throw error;
      log(`${error.message}; measured again`);
    }
  }
}

function toRow(
  { streams, suite, other, goal }: { streams: number; suite: string; other: string; goal: number },
  result: PairedResult,
  nothing: PairedResult,
): BenchRow {
  const verdict = judgeRatio(result, nothing, goal);
  const ours = median(result.samplesA.map(({ value }) => value));
  const theirs = median(result.samplesB.map(({ value }) => value));
  const detail = (samples: Sample[], name: string) =>
    median(samples.map(({ details }) => details?.[name] ?? NaN));
  const delivered = Math.min(
    ...[...result.samplesA, ...result.samplesB].map(({ details }) => details?.['delivered'] ?? NaN),
  );
  return {
    bench: 'forwarding',
    what: `CPU per packet, ${streams} streams, ${suite}, against ${other}`,
    measured: `${verdict.measured}; ${ours.toFixed(2)} us against ${theirs.toFixed(2)} us; delivered ${delivered.toFixed(4)}`,
    goal: `at most ${goal}; delivered at least ${REQUIRED_DELIVERY}`,
    isMet: verdict.isMet,
    ...(verdict.isMet === false && { note: toNote(streams, result) }),
    figures: {
      ratio: result.median,
      min: result.min,
      max: result.max,
      ourUsPerPacket: ours,
      theirUsPerPacket: theirs,
      ourApiUsPerPacket: detail(result.samplesA, 'apiUsPerPacket'),
      ourWorkerUsPerPacket: detail(result.samplesA, 'workerUsPerPacket'),
      ourPostgresUsPerPacket: detail(result.samplesA, 'postgresUsPerPacket'),
      packetsPerSecond: detail(result.samplesA, 'packetsPerSecond'),
      generatorLoad: Math.max(...result.samplesA.map(({ generatorLoad }) => generatorLoad)),
      delivered,
    },
  };
}

/** Where our time goes, and theirs: a missed goal begins with that question. */
function toNote(streams: number, { samplesA, samplesB }: PairedResult): string {
  const shares = (samples: readonly Sample[]) =>
    Object.keys(samples[0]?.details ?? {})
      .filter((name) => name.endsWith('UsPerPacket'))
      .map((name) => {
        const us = median(samples.map(({ details }) => details?.[name] ?? NaN));
        return `${name.replace('UsPerPacket', '')} ${us.toFixed(2)}`;
      })
      .join(', ');
  return `${streams} streams, us per packet: ours ${shares(samplesA)}; theirs ${shares(samplesB)}.`;
}

/** Janus does not use the loopback, so all three are reached by an address of the network. */
function ownAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const found = all.find(({ family, internal }) => family === 'IPv4' && !internal);
  if (found) return found.address;
  throw new SetupError('Forwarding needs an IPv4 address beside the loopback: connect a network.');
}
