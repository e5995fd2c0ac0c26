import { ClientPath } from '../../../desktop/e2e/support/network/index.ts';
import { recordMedia } from '../clients/index.ts';
import {
  type Bench,
  type BenchContext,
  type BenchRow,
  cpuSecondsOfTree,
  ensureWebClient,
  judgeRatio,
  median,
  summarizePairs,
} from '../harness/index.ts';
import { BareSide } from './BareSide.ts';
import { openJoiner, openPublisher, type PinnedBrowser } from './browsers.ts';
import { describeConditions, type JoinConditions, toJoinRow } from './goals.ts';
import type { JoinSide } from './JoinSide.ts';
import { type JoinTimes, summarizeJoins, toJoinTimes } from './joinTimes.ts';
import { ProductSide } from './ProductSide.ts';
import type { Network } from './watchJoin.ts';

const PUBLISHERS = [1, 10, 20] as const;
const NETWORKS = [
  { roundTrip: 0, loss: 0 },
  { roundTrip: 40, loss: 0 },
  { roundTrip: 0, loss: 0.02 },
  { roundTrip: 40, loss: 0.02 },
] as const;
const GOAL_BARE = 1.3;
/** Joins of the product in a row, then one of the bare loop: its median needs fewer than a 99th percentile. */
const JOINS_PER_BARE = 4;
/** Of the joins under one condition: each pair's medians are of a spell in which both took turns. */
const PAIRS = 5;
const LOG_EVERY = 20;

export const bench: Bench = { name: 'join', run };

interface Stage {
  sides: readonly [product: JoinSide, bare: JoinSide];
  joiner: PinnedBrowser;
  publisher: PinnedBrowser;
  joins: number;
  log(line: string): void;
}

async function run(context: BenchContext): Promise<BenchRow[]> {
  const { quick } = context;
  const log = (line: string) => context.log(line);
  await ensureWebClient(context);
  await using parts = new AsyncDisposableStack();
  const publisher = await openPublisher();
  parts.defer(() => publisher.close());
  const joiner = await openJoiner();
  parts.defer(() => joiner.close());
  log('recording what the publishers send');
  const media = await recordMedia(publisher.browser);
  const product = await ProductSide.start(publisher.browser, media);
  parts.defer(() => product.close());
  const bare = await BareSide.start(publisher.browser, media);
  parts.defer(() => bare.close());
  const stage: Stage = { sides: [product, bare], joiner, publisher, joins: quick ? 10 : 100, log };

  const rows: BenchRow[] = [];
  for (const publishers of PUBLISHERS) {
    log(`bringing in publishers, up to ${publishers}`);
    for (const side of stage.sides) await side.setPublishers(publishers);
    // The first joins of a browser find nothing compiled.
    for (const side of stage.sides) await side.join(joiner.browser, null);
    rows.push(...(await measureWith(publishers, stage)));
  }
  return rows;
}

async function measureWith(publishers: number, stage: Stage): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const network of NETWORKS) {
    const conditions = { publishers, ...network };
    const measured = await measure(conditions, stage);
    const row = toJoinRow(conditions, summarizeJoins(measured.product), measured.generatorLoad);
    const ratio = compareWithBare(conditions, measured);
    rows.push(row, ratio);
    stage.log(`${row.what}: ${row.measured}; against bare ${ratio.measured}`);
  }
  return rows;
}

/** The null pair is the product's own: each second join of a spell against those between. */
function compareWithBare(conditions: JoinConditions, measured: Measured): BenchRow {
  const { product, bare, generatorLoad } = measured;
  const toSample = (joins: readonly JoinTimes[]) => ({
    value: median(joins.map(({ picture }) => picture)),
    generatorLoad,
    details: { screen: median(joins.map(({ screen }) => screen)) },
  });
  const spells = chunk(product, PAIRS);
  const samples = spells.map(toSample);
  const ofBare = chunk(bare, PAIRS).map(toSample);
  const everySecond = (from: number) =>
    spells.map((spell) => toSample(spell.filter((_, index) => index % 2 === from)));
  const name = `${describeConditions(conditions)}, time to the picture against bare mediasoup`;
  const result = summarizePairs(name, 'ms', samples, ofBare);
  const self = summarizePairs('null', 'ms', everySecond(0), everySecond(1));
  const bareP50 = median(ofBare.map(({ value }) => value));
  const bareScreen = median(ofBare.map(({ details }) => details.screen));
  if (!Number.isFinite(bareP50)) throw new Error(`${name}: nobody sees anybody on the bare page`);
  const verdict = judgeRatio(result, self, GOAL_BARE);
  return {
    bench: 'join',
    what: name,
    measured: `${verdict.measured}; bare p50 ${Math.round(bareP50)}, on screen ${Math.round(bareScreen)} ms`,
    goal: `at most ${GOAL_BARE}`,
    isMet: verdict.isMet,
    figures: { ratio: result.median, min: result.min, max: result.max, bareP50, bareScreen },
  };
}

/** In order, in `count` parts that differ by one in length at most. */
function chunk<T>(list: readonly T[], count: number): T[][] {
  const at = (part: number) => Math.floor((part * list.length) / count);
  return Array.from({ length: count }, (_, part) => list.slice(at(part), at(part + 1)));
}

interface Measured {
  product: JoinTimes[];
  bare: JoinTimes[];
  generatorLoad: number;
}

/** Product and bare loop take turns, so that both meet the same machine. */
async function measure(conditions: JoinConditions, stage: Stage): Promise<Measured> {
  const { sides, joiner, joins } = stage;
  const [product, bare] = sides;
  await using paths = new AsyncDisposableStack();
  const openNetwork = async (side: JoinSide): Promise<Network | null> => {
    const { roundTrip, loss } = conditions;
    if (roundTrip === 0 && loss === 0) return null;
    const path = await ClientPath.open({ serverUrl: side.url, mediaPorts: [side.mediaPort] });
    paths.defer(() => path.close());
    return { path, conditions: { delayMs: roundTrip / 2, loss } };
  };
  const toProduct = await openNetwork(product);
  const toBare = await openNetwork(bare);
  const measured: Measured = { product: [], bare: [], generatorLoad: 0 };
  const load = await startLoad(stage.publisher.pid);
  for (let count = 1; count <= joins; count += 1) {
    measured.product.push(toJoinTimes(await product.join(joiner.browser, toProduct)));
    if (count % JOINS_PER_BARE === 0 || joins < 20) {
      measured.bare.push(toJoinTimes(await bare.join(joiner.browser, toBare)));
    }
    if (count % LOG_EVERY === 0)
      stage.log(`${describeConditions(conditions)}: ${count} of ${joins}`);
  }
  measured.generatorLoad = await load();
  return measured;
}

/** @returns tells the share of its core that the generator has taken since, this process included */
async function startLoad(publisherPid: number): Promise<() => Promise<number>> {
  const spent = async () => {
    const { user, system } = process.cpuUsage();
    return (await cpuSecondsOfTree(publisherPid)) + (user + system) / 1e6;
  };
  const startedAt = performance.now();
  const before = await spent();
  return async () => ((await spent()) - before) / ((performance.now() - startedAt) / 1000);
}
