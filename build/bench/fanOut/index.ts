import {
  comparePairs,
  isVoid,
  judgeRatio,
  median,
  nullPair,
  percentile,
} from '../harness/index.ts';
import type { Bench, BenchContext, BenchRow, PairedResult } from '../harness/index.ts';
import type { FanOutRooms } from './FanOutRooms.ts';
import { measureFanOut } from './measure.ts';
import type { FanOutSample } from './measure.ts';
import { openBareRooms } from './openBareRooms.ts';
import { openProductRooms } from './openProductRooms.ts';

const SOCKETS = 1000;
const ROOM_SIZES = [10, 100, 1000] as const;
const GOAL_RATIO = 1.15;
const GOAL_LAST_MS = 50;
const COLD_SAMPLES = 2;

export const bench: Bench = { name: 'fanOut', run };

async function run(context: BenchContext): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const size of ROOM_SIZES) rows.push(...(await compareAt(size, context)));
  rows.push(await measureWithMedia(context));
  return rows;
}

const timingOf = ({ quick }: BenchContext) =>
  quick ? { warmUpMs: 500, measuredMs: 2000 } : { warmUpMs: 1000, measuredMs: 6000 };

/** As many sockets in all, whatever the size of the rooms. */
const roomsOf = (members: number) => ({ rooms: SOCKETS / members, members });

async function compareAt(members: number, context: BenchContext): Promise<BenchRow[]> {
  const size = roomsOf(members);
  context.log(`${size.rooms} rooms of ${members}`);
  await using parts = new AsyncDisposableStack();
  const use = async (opening: Promise<FanOutRooms>): Promise<FanOutRooms> => {
    const rooms = await opening;
    parts.defer(() => rooms.close());
    return rooms;
  };
  const product = await use(openProductRooms(size, { withMedia: false }));
  const bare = await use(openBareRooms(size));
  // The first samples of a server find cold code.
  for (let round = 0; round < COLD_SAMPLES; round += 1) {
    await measure('Parley, cold', product, context);
    await measure('bare socket.io, cold', bare, context);
  }
  const lastMs: number[] = [];
  const measureProduct = async () => {
    const sample = await measure('Parley', product, context);
    if (!isVoid(sample)) lastMs.push(...sample.lastMs);
    return sample;
  };
  const of = { unit: 'us per delivery', pairs: context.quick ? 2 : 5 };
  const nothing = await nullPair({ ...of, name: 'Parley', a: measureProduct });
  const result = await comparePairs({
    ...of,
    name: 'bare socket.io',
    a: measureProduct,
    b: () => measure('bare socket.io', bare, context),
  });
  return [
    toRatioRow(members, result, nothing),
    toLatencyRow(`a room of ${members}`, lastMs, members),
  ];
}

/** As in a real meeting: everybody also has transports and a consumer of the one who toggles. */
async function measureWithMedia(context: BenchContext): Promise<BenchRow> {
  context.log(`a room of ${SOCKETS} with media`);
  const rooms = await openProductRooms(roomsOf(SOCKETS), { withMedia: true });
  try {
    await measure('Parley with media, cold', rooms, context);
    const sample = await measure('Parley with media', rooms, context);
    const lastMs = isVoid(sample) ? [] : sample.lastMs;
    return toLatencyRow(`a room of ${SOCKETS} with media`, lastMs, SOCKETS);
  } finally {
    await rooms.close();
  }
}

async function measure(
  name: string,
  rooms: FanOutRooms,
  context: BenchContext,
): Promise<FanOutSample> {
  const sample = await measureFanOut(rooms, timingOf(context));
  context.log(
    `${name}: ${sample.value.toFixed(2)} us per delivery, ${Math.round(sample.details?.['deliveriesPerSecond'] ?? NaN)}/s, ` +
      `p95 ${percentile(sample.lastMs, 95).toFixed(1)} ms to the last, generator at ${Math.round(sample.generatorLoad * 100)} %`,
  );
  return sample;
}

function toRatioRow(members: number, result: PairedResult, nothing: PairedResult): BenchRow {
  const verdict = judgeRatio(result, nothing, GOAL_RATIO);
  const ours = median(result.samplesA.map(({ value }) => value));
  const theirs = median(result.samplesB.map(({ value }) => value));
  return {
    bench: 'fan-out',
    what: `CPU per delivery, rooms of ${members}, against bare socket.io`,
    measured: `${verdict.measured}; ${ours.toFixed(1)} us against ${theirs.toFixed(1)} us`,
    goal: `at most ${GOAL_RATIO}`,
    isMet: verdict.isMet,
    ...(verdict.isMet === false && { note: toNote(members, ours, theirs) }),
    figures: {
      ratio: result.median,
      min: result.min,
      max: result.max,
      ourUsPerDelivery: ours,
      theirUsPerDelivery: theirs,
    },
  };
}

/** What does not depend on the number of deliveries is the request that causes them. */
function toNote(members: number, ours: number, theirs: number): string {
  const usPerMute = (ours - theirs) * members;
  return (
    `In rooms of ${members} a mute takes ${Math.round(usPerMute)} us more than the bare server's: it is checked, ` +
    `limited, carried out at the media worker and answered, which ${members} deliveries share.`
  );
}

function toLatencyRow(where: string, lastMs: readonly number[], members: number): BenchRow {
  const [p50, p95] = [percentile(lastMs, 50), percentile(lastMs, 95)];
  const isNothing = lastMs.length === 0;
  const hasGoal = members === SOCKETS;
  return {
    bench: 'fan-out',
    what: `mute in ${where}, until the last has heard of it`,
    measured: isNothing
      ? 'void: the generator was too busy'
      : `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms (${lastMs.length} times)`,
    goal: hasGoal ? `p95 ${GOAL_LAST_MS} ms` : 'none',
    isMet: hasGoal && !isNothing ? p95 <= GOAL_LAST_MS : null,
    figures: { p50Ms: p50, p95Ms: p95, toggles: lastMs.length },
  };
}
