import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { ParleyServer } from '../../../desktop/e2e/support/ParleyServer.ts';
import { freePort } from '../../../shared/net/freePort.ts';
import { createTemporaryFolder } from '../../../server/integration/support/temporaryFolder.ts';
import { SetupError } from '../../system/SetupError.ts';
import {
  cpuSeconds,
  cpuSecondsOfTree,
  MAX_GENERATOR_LOAD,
  PRODUCT_CORE,
  residentBytes,
  spawnPinned,
} from '../harness/index.ts';
import type { Bench, BenchContext, BenchRow } from '../harness/index.ts';
import { HeapGauge } from '../memory/HeapGauge.ts';
import { Crowd } from './Crowd.ts';
import { seedAccounts } from './seedAccounts.ts';

const GOAL_BYTES = 25_000;
const GOAL_CPU_SHARE = 0.05;
const GOAL_BACK_MS = 10_000;
/** Sockets before the first reading: what is loaded and compiled for the first of them is no cost of each. */
const WARM_UP_SOCKETS = 500;
const CONNECT_LIMIT_MS = 600_000;
/** What the kernel and V8 give back, they give back within this. */
const SETTLE_MS = 3_000;
const GARBAGE_ROUNDS = 3;
/** Room for PostgreSQL, workers and files beside the sockets. */
const SPARE_HANDLES = 500;

export const bench: Bench = { name: 'idle', run };

async function run(context: BenchContext): Promise<BenchRow[]> {
  const count = context.quick ? 2_000 : 10_000;
  await assertHandles(count + WARM_UP_SOCKETS + SPARE_HANDLES);
  await using parts = new AsyncDisposableStack();
  const folder = await createTemporaryFolder();
  parts.defer(() => folder.remove());
  context.log(`${count} accounts`);
  const tokens = await seedAccounts(folder.path, count);
  const inspectPort = await freePort('127.0.0.1');
  const env = {
    PARLEY_DATA_DIR: folder.path,
    NODE_OPTIONS: `--inspect=127.0.0.1:${inspectPort}`,
  };
  const server = await ParleyServer.start(env, (program, args, options) =>
    spawnPinned(PRODUCT_CORE, program, args, options),
  );
  parts.defer(() => server.stop());
  await warmUp(server, tokens.slice(0, WARM_UP_SOCKETS));

  const heap = await HeapGauge.connect(inspectPort);
  // A process that ends waits for whoever inspects it.
  parts.defer(() => heap.close());
  const before = await settledBytes(server.pid, heap);
  const crowd = new Crowd(server.url, tokens, 2);
  parts.defer(() => crowd.close());
  await crowd.allOpen(CONNECT_LIMIT_MS);
  context.log(`${count} sockets are open`);
  const after = await settledBytes(server.pid, heap);
  heap.close();
  return [
    toMemoryRow(count, before, after),
    await measureIdle(count, server, crowd, context.quick ? 10_000 : 30_000),
    await measureReturn(count, server, crowd),
  ];
}

interface Bytes {
  resident: number;
  heap: number;
}

async function settledBytes(pid: number, heap: HeapGauge): Promise<Bytes> {
  for (let round = 0; round < GARBAGE_ROUNDS; round += 1) await heap.used();
  await wait(SETTLE_MS);
  return { heap: await heap.used(), resident: await residentBytes([pid]) };
}

async function warmUp(server: ParleyServer, tokens: readonly string[]): Promise<void> {
  const crowd = new Crowd(server.url, tokens, 1);
  try {
    await crowd.allOpen(CONNECT_LIMIT_MS);
  } finally {
    await crowd.close();
  }
}

function toMemoryRow(count: number, before: Bytes, after: Bytes): BenchRow {
  const bytes = (after.resident - before.resident) / count;
  const heapBytes = (after.heap - before.heap) / count;
  if (bytes <= 0) throw new Error('the server holds no more than before: nothing was measured');
  return {
    bench: 'idle',
    what: `memory of the server process per signed-in socket, ${count} of them`,
    measured: `${(bytes / 1000).toFixed(1)} kB resident, ${(heapBytes / 1000).toFixed(1)} kB of it JavaScript heap`,
    goal: `at most ${GOAL_BYTES / 1000} kB`,
    isMet: bytes <= GOAL_BYTES,
    figures: { bytes, heapBytes, residentBefore: before.resident, residentAfter: after.resident },
  };
}

/** Nothing but pings, over several rounds of them. */
async function measureIdle(
  count: number,
  server: ParleyServer,
  crowd: Crowd,
  durationMs: number,
): Promise<BenchRow> {
  const read = async () => ({
    server: await cpuSeconds([server.pid]),
    crowd: await crowd.cpu(),
    atMs: performance.now(),
  });
  const before = await read();
  await wait(durationMs);
  const after = await read();
  if (crowd.open !== count) throw new Error(`${count - crowd.open} idle sockets were lost`);
  const seconds = (after.atMs - before.atMs) / 1000;
  const share = (after.server - before.server) / seconds;
  const generatorLoad = (after.crowd - before.crowd) / seconds;
  const isVoid = generatorLoad >= MAX_GENERATOR_LOAD;
  return {
    bench: 'idle',
    what: `CPU of the server process with ${count} idle sockets`,
    measured: isVoid
      ? 'void: the generator was too busy'
      : `${(share * 100).toFixed(1)} % of a core`,
    goal: `at most ${GOAL_CPU_SHARE * 100} %`,
    isMet: isVoid ? null : share <= GOAL_CPU_SHARE,
    figures: { cpuShare: share, generatorLoad },
  };
}

/** Everybody comes back at once, each by the client's own policy. */
async function measureReturn(count: number, server: ParleyServer, crowd: Crowd): Promise<BenchRow> {
  const failuresBefore = crowd.failures;
  const killedAt = Date.now();
  const restarting = server.crashAndRestart();
  await crowd.allLost(CONNECT_LIMIT_MS);
  await restarting;
  const readyAt = Date.now();
  const cpuBefore = await crowd.cpu();
  const serverBefore = await cpuSecondsOfTree(server.pid);
  const backAt = await crowd.allOpen(CONNECT_LIMIT_MS);
  const serverMs = ((await cpuSecondsOfTree(server.pid)) - serverBefore) * 1000;
  const backMs = backAt - killedAt;
  const generatorLoad = ((await crowd.cpu()) - cpuBefore) / ((Date.now() - readyAt) / 1000);
  const seconds = (ms: number) => (ms / 1000).toFixed(1);
  return {
    bench: 'idle',
    what: `all ${count} sockets back after kill -9 and a restart`,
    measured:
      `${seconds(backMs)} s after the kill, ${seconds(backAt - readyAt)} s after the server was up` +
      `; ${(serverMs / count).toFixed(2)} ms of the server's CPU each; generator at ${Math.round(generatorLoad * 100)} %`,
    goal: `${GOAL_BACK_MS / 1000} s`,
    isMet: backMs <= GOAL_BACK_MS,
    figures: {
      backMs,
      restartMs: readyAt - killedAt,
      serverMsPerSocket: serverMs / count,
      generatorLoad,
      failedTries: crowd.failures - failuresBefore,
    },
  };
}

/** Node raises its own limit as far as the system lets it. */
async function assertHandles(needed: number): Promise<void> {
  const limits = await readFile('/proc/self/limits', 'utf8');
  const hard = /^Max open files\s+\S+\s+(\S+)/m.exec(limits)?.[1] ?? '0';
  if (hard !== 'unlimited' && Number(hard) < needed) {
    throw new SetupError(
      `A process may open ${hard} files, this bench needs ${needed}: raise it with "ulimit -Hn 20000" as root.`,
    );
  }
}
