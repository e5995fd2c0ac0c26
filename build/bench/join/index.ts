import { ClientPath } from '../../../desktop/e2e/support/network/index.ts';
import { recordMedia } from '../clients/index.ts';
import {
  type Bench,
  type BenchContext,
  type BenchRow,
  cpuSecondsOfTree,
  ensureWebClient,
  median,
} from '../harness/index.ts';
import { BareSide } from './BareSide.ts';
import { openJoiner, openPublisher, type PinnedBrowser } from './browsers.ts';
import { describeConditions, type JoinConditions, toJoinRow } from './goals.ts';
import type { JoinSide } from './JoinSide.ts';
import { type JoinTimes, summarizeJoins, toJoinTimes } from './joinTimes.ts';
import { ProductSide } from './ProductSide.ts';

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
  const ratios: Record<string, number> = {};
  for (const network of NETWORKS) {
    const conditions = { publishers, ...network };
    const { product, bare, generatorLoad } = await measure(conditions, stage);
    const row = toJoinRow(conditions, summarizeJoins(product), generatorLoad);
    rows.push(row);
    const ofBare = summarizeJoins(bare);
    ratios[`rtt${network.roundTrip}loss${network.loss * 100}`] =
      summarizeJoins(product).p50 / ofBare.p50;
    stage.log(`${row.what}: ${row.measured}; bare p50 ${Math.round(ofBare.p50)} ms`);
  }
  const values = Object.values(ratios);
  rows.push({
    bench: 'join',
    what: `${publishers} publishers, against bare mediasoup (medians of the time to the picture)`,
    measured: Object.entries(ratios)
      .map(([network, ratio]) => `${network} ${ratio.toFixed(2)}`)
      .join(', '),
    goal: `at most ${GOAL_BARE} x`,
    isMet: rows.some(({ isMet }) => isMet === null) ? null : Math.max(...values) <= GOAL_BARE,
    figures: { ...ratios, median: median(values) },
  });
  return rows;
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
  const openPath = async (side: JoinSide): Promise<ClientPath | null> => {
    if (conditions.roundTrip === 0 && conditions.loss === 0) return null;
    const path = await ClientPath.open({ serverUrl: side.url, mediaPorts: [side.mediaPort] });
    paths.defer(() => path.close());
    path.set({ delayMs: conditions.roundTrip / 2, loss: conditions.loss });
    return path;
  };
  const productPath = await openPath(product);
  const barePath = await openPath(bare);
  const measured: Measured = { product: [], bare: [], generatorLoad: 0 };
  const load = await startLoad(stage.publisher.pid);
  for (let count = 1; count <= joins; count += 1) {
    measured.product.push(toJoinTimes(await product.join(joiner.browser, productPath)));
    if (count % JOINS_PER_BARE === 0 || joins < 20) {
      measured.bare.push(toJoinTimes(await bare.join(joiner.browser, barePath)));
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
