import { seededRandom } from '../../../desktop/e2e/support/network/seededRandom.ts';
import { ParleyServer } from '../../../desktop/e2e/support/ParleyServer.ts';
import { hashPassword } from '../../../server/accounts/passwords.ts';
import type { Bench, BenchContext, BenchRow } from '../harness/index.ts';
import {
  coreBusySeconds,
  cpuSecondsOfTree,
  GENERATOR_CORE,
  MAX_GENERATOR_LOAD,
  percentile,
  PRODUCT_CORE,
  spawnPinned,
} from '../harness/index.ts';
import { BenchDatabase } from './BenchDatabase.ts';
import { compareStores } from './compareStores.ts';
import { Crowd } from './Crowd.ts';
import { HttpClient } from './HttpClient.ts';
import { measureLogins } from './measureLogins.ts';
import { runOpenLoop } from './openLoop.ts';
import type { LoadResult } from './openLoop.ts';
import { seed } from './seed.ts';

const PER_SECOND = 300;
const GOAL_P95_MS = 20;
const GOAL_QUERY_MS = 20;
const PEOPLE = 2_000;
const PASSWORD = 'a long pass phrase';

/** REST with 100,000 accounts and meetings behind it: server and PostgreSQL on one core, the crowd on the other. */
export const bench: Bench = { name: 'api', run };

async function run(context: BenchContext): Promise<BenchRow[]> {
  const database = await BenchDatabase.start();
  try {
    await fill(database, context);
    const rows = await withServer(database, (server) => measureServer(server, database, context));
    context.log('the stores, by TypeORM and by plain pg');
    return [...rows, ...(await compareStores(database, context))];
  } finally {
    await database.close();
  }
}

async function fill(database: BenchDatabase, context: BenchContext): Promise<void> {
  const stored = context.quick ? 20_000 : 100_000;
  const size = { users: stored, meetings: stored, sessions: 10_000 };
  context.log(`storing ${size.users} users and ${size.meetings} meetings`);
  const passwordHash = await hashPassword(PASSWORD);
  await database.withClient((client) => seed(client, size, passwordHash));
}

async function withServer<T>(
  database: BenchDatabase,
  use: (server: ParleyServer) => Promise<T>,
): Promise<T> {
  const env = { DATABASE_URL: database.url };
  const server = await ParleyServer.start(env, (program, args, options) =>
    spawnPinned(PRODUCT_CORE, program, args, options),
  );
  try {
    return await use(server);
  } finally {
    await server.stop();
  }
}

async function measureServer(
  server: ParleyServer,
  database: BenchDatabase,
  context: BenchContext,
): Promise<BenchRow[]> {
  const { quick } = context;
  const http = new HttpClient(server.url);
  try {
    const random = seededRandom(42);
    const crowd = await Crowd.gather(http, quick ? 300 : PEOPLE, random);
    const load = { perSecond: PER_SECOND, random, send: () => crowd.send() };
    context.log('warming up');
    await runOpenLoop({ ...load, seconds: quick ? 3 : 20 });
    await database.forgetStatements();
    context.log(`${PER_SECOND} requests a second`);
    const cpu = async () =>
      (await cpuSecondsOfTree(server.pid)) + (await cpuSecondsOfTree(database.pid));
    const before = { cpu: await cpu(), generator: await coreBusySeconds(GENERATOR_CORE) };
    const seconds = quick ? 10 : 120;
    const result = await runOpenLoop({ ...load, seconds });
    const used = {
      product: ((await cpu()) - before.cpu) / seconds,
      generator: ((await coreBusySeconds(GENERATOR_CORE)) - before.generator) / seconds,
    };
    const rows = [toLatencyRow(result, used), await toQueryRow(database)];
    context.log('log-ins by password');
    return [...rows, await measureLogins(http, PASSWORD, quick)];
  } finally {
    http.close();
  }
}

interface CoreShares {
  product: number;
  generator: number;
}

function toLatencyRow({ sent, latenciesMs, failures }: LoadResult, used: CoreShares): BenchRow {
  if (failures.length > sent / 1000) {
    throw new Error(`${failures.length} of ${sent} requests failed: ${failures[0]}`);
  }
  const all = [...latenciesMs.values()].flat();
  const p95 = percentile(all, 95);
  const isVoid = used.generator >= MAX_GENERATOR_LOAD;
  const routes = [...latenciesMs]
    .map(([name, values]) => ({ name, p95: percentile(values, 95), count: values.length }))
    .sort((a, b) => b.p95 - a.p95);
  const slowest = routes.slice(0, 4).map(({ name, p95: ms }) => `${name} ${ms.toFixed(1)}`);
  const failed = failures.length === 0 ? '' : `; ${failures.length} failed (${failures[0]})`;
  return {
    bench: 'api',
    what: `${PER_SECOND} requests/s, open loop`,
    measured: isVoid
      ? `void: the generator's core was ${percentOf(used.generator)} busy`
      : `p95 ${p95.toFixed(1)} ms, p50 ${percentile(all, 50).toFixed(1)}, p99 ${percentile(all, 99).toFixed(1)}`,
    goal: `p95 ${GOAL_P95_MS} ms`,
    isMet: isVoid ? null : p95 <= GOAL_P95_MS && failures.length === 0,
    note:
      `p95 of the slowest kinds, ms: ${slowest.join(', ')}. Server and PostgreSQL share core ${PRODUCT_CORE} and took ` +
      `${percentOf(used.product)} of it, the generator's core was ${percentOf(used.generator)} busy${failed}.`,
    figures: {
      p50: percentile(all, 50),
      p95,
      p99: percentile(all, 99),
      max: Math.max(...all),
      requests: sent,
      failures: failures.length,
      productLoad: used.product,
      generatorLoad: used.generator,
      ...Object.fromEntries(routes.map((route) => [`p95 ${route.name}`, route.p95])),
    },
  };
}

/** While the server and its neighbours compete for the same core: a query that waits its turn has its time counted. */
async function toQueryRow(database: BenchDatabase): Promise<BenchRow> {
  const statements = await database.statements();
  const [slowest] = statements;
  if (!slowest) throw new Error('PostgreSQL has counted no statement');
  const over = statements.filter(({ maxMs }) => maxMs > GOAL_QUERY_MS);
  const slowestOnAverage = Math.max(...statements.map(({ meanMs }) => meanMs));
  const plan =
    over.length === 0
      ? ''
      : ` Plan for any values: ${oneLine(await database.explain(slowest.text))}`;
  return {
    bench: 'api',
    what: 'slowest query of that run',
    measured:
      `${slowest.maxMs.toFixed(1)} ms (${slowest.meanMs.toFixed(2)} on average); ${over.length} of ${statements.length} ` +
      `ever took longer than the goal, none more than ${slowestOnAverage.toFixed(1)} ms on average`,
    goal: `none over ${GOAL_QUERY_MS} ms`,
    isMet: over.length === 0,
    note: `By pg_stat_statements, waiting for the core included: ${oneLine(slowest.text)}.${plan}`,
    figures: {
      maxMs: slowest.maxMs,
      meanMs: slowest.meanMs,
      slowestMeanMs: slowestOnAverage,
      statementsOverGoal: over.length,
      statements: statements.length,
    },
  };
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 600);
const percentOf = (share: number): string => `${Math.round(share * 100)} %`;
