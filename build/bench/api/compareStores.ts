import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { ChildProcess } from 'node:child_process';
import { z } from 'zod';
import type { BenchContext, BenchRow, PairedResult, Sample } from '../harness/index.ts';
import {
  comparePairs,
  cpuSecondsOfTree,
  judgeRatio,
  median,
  nullPair,
  PRODUCT_CORE,
  spawnPinned,
} from '../harness/index.ts';
import type { BenchDatabase } from './BenchDatabase.ts';

const SCRIPT = new URL('stores/storeProcess.ts', import.meta.url).pathname;
const GOAL_RATIO = 1.5;
/** Of the sign-ins that the bench stored, ones that the crowd does not use. */
const FIRST_SESSION = { orm: 9_000, plain: 9_500 } as const;

/**
 * TypeORM's price. The stores alone are compared and not whole requests, in which parsing, checks and signatures would
 * hide it: time on the core of the process and of PostgreSQL together, for the same queries with the same results.
 */
export async function compareStores(
  database: BenchDatabase,
  { quick }: BenchContext,
): Promise<BenchRow[]> {
  const orm = await StoreProcess.start('orm', database);
  try {
    const plain = await StoreProcess.start('plain', database);
    try {
      const operations = quick ? 500 : 5_000;
      // Until both are compiled as they will be.
      for (const store of [orm, plain]) await store.measure(2 * operations);
      const unit = 'µs of a core per operation';
      const pairs = quick ? 2 : 7;
      const a = () => orm.measure(operations);
      const b = () => plain.measure(operations);
      const noise = await nullPair({ name: 'TypeORM against itself', unit, a, pairs });
      const result = await comparePairs({ name: 'TypeORM against plain pg', unit, a, b, pairs });
      return [toRow(result, noise)];
    } finally {
      await plain.close();
    }
  } finally {
    await orm.close();
  }
}

function toRow(result: PairedResult, noise: PairedResult): BenchRow {
  const { measured, isMet } = judgeRatio(result, noise, GOAL_RATIO);
  const middle = (samples: readonly Sample[], pick: (sample: Sample) => number) =>
    median(samples.map(pick));
  const ownOf = ({ details }: Sample) => details?.['own'] ?? NaN;
  const [orm, plain] = [result.samplesA, result.samplesB];
  const total = (samples: readonly Sample[]) => middle(samples, ({ value }) => value);
  return {
    bench: 'api',
    what: 'TypeORM against plain pg',
    measured,
    goal: `at most ${GOAL_RATIO}`,
    isMet,
    note:
      `The stores alone, without HTTP; per operation ${total(orm).toFixed(0)} against ${total(plain).toFixed(0)} µs of a core, ` +
      `of which the Node process ${middle(orm, ownOf).toFixed(0)} against ${middle(plain, ownOf).toFixed(0)}, the rest PostgreSQL.`,
    figures: {
      ratio: result.median,
      min: result.min,
      max: result.max,
      ormUs: total(orm),
      plainUs: total(plain),
      ormOwnUs: middle(orm, ownOf),
      plainOwnUs: middle(plain, ownOf),
    },
  };
}

const readySchema = z.object({ isReady: z.literal(true) });
const doneSchema = z.object({ cpuSeconds: z.number() });

class StoreProcess {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #database: BenchDatabase;

  private constructor(child: ChildProcess, lines: AsyncIterator<string>, database: BenchDatabase) {
    this.#child = child;
    this.#lines = lines;
    this.#database = database;
  }

  static async start(path: 'orm' | 'plain', database: BenchDatabase): Promise<StoreProcess> {
    const args = [SCRIPT, path, database.url, String(FIRST_SESSION[path])];
    const child = spawnPinned(PRODUCT_CORE, process.execPath, args, {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    if (!child.stdout) throw new Error('a store process has no output');
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const store = new StoreProcess(child, lines, database);
    readySchema.parse(await store.#read());
    return store;
  }

  async measure(operations: number): Promise<Sample> {
    const before = await cpuSecondsOfTree(this.#database.pid);
    this.#child.stdin?.write(`${operations}\n`);
    const { cpuSeconds } = doneSchema.parse(await this.#read());
    const inDatabase = (await cpuSecondsOfTree(this.#database.pid)) - before;
    const perOperation = (seconds: number) => (seconds / operations) * 1e6;
    return {
      value: perOperation(cpuSeconds + inDatabase),
      // This process only waits.
      generatorLoad: 0,
      details: { own: perOperation(cpuSeconds) },
    };
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    this.#child.stdin?.end();
    await once(this.#child, 'exit');
  }

  async #read(): Promise<unknown> {
    const line = await this.#lines.next();
    if (line.done) throw new Error('a store process ended without a word');
    return JSON.parse(line.value);
  }
}
