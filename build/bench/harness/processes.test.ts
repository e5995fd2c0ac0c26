import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { afterEach, expect, it } from 'vitest';
import { GENERATOR_CORE, spawnPinned } from './cores.ts';
import {
  coreBusySeconds,
  cpuSeconds,
  cpuSecondsOfTree,
  processTree,
  programNames,
  residentBytes,
} from './processes.ts';

const isLinux = process.platform === 'linux';
/** Each test starts a few processes, which takes a busy machine seconds. */
const START_LIMIT_MS = 60_000;
const children: { kill(): unknown }[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill();
});

/** Says `ready`, then does what it is told. */
async function start(script: string): Promise<number> {
  const child = spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  await once(child.stdout, 'data');
  return child.pid ?? NaN;
}

/** Works for so long on a core, however long that takes on a busy machine. */
const burn = (ms: number) => `while (process.cpuUsage().user < ${ms * 1000});`;
const stay = 'console.log("ready"); setInterval(() => {}, 1000);';

it.runIf(isLinux)(
  'a process that works takes CPU time, and one that waits takes next to none',
  { timeout: START_LIMIT_MS },
  async () => {
    const busy = await start(`${burn(200)} ${stay}`);
    const idle = await start(stay);
    expect(await cpuSeconds([busy])).toBeGreaterThan(0.15);
    const before = await cpuSeconds([idle]);
    await coreBusySeconds(0);
    expect((await cpuSeconds([idle])) - before).toBeLessThan(0.05);
  },
);

it.runIf(isLinux)(
  'the time of a thread that has ended stays with the process',
  { timeout: START_LIMIT_MS },
  async () => {
    const pid = await start(`
      const { Worker } = require('node:worker_threads');
      const work = 'while (process.threadCpuUsage().user < 500_000);';
      const thread = new Worker(work, { eval: true });
      thread.once('exit', () => { ${stay} });`);
    expect(await cpuSeconds([pid])).toBeGreaterThan(0.5);
    expect(await cpuSecondsOfTree(pid)).toBeGreaterThan(0.5);
  },
);

it.runIf(isLinux)(
  'the time of a child that has ended stays with the tree',
  { timeout: START_LIMIT_MS },
  async () => {
    const script = `
    require('node:child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(burn(300))}]);
    ${stay}`;
    const parent = await start(script);
    expect(await processTree(parent)).toEqual([parent]);
    expect((await cpuSecondsOfTree(parent)) - (await cpuSeconds([parent]))).toBeGreaterThan(0.25);
  },
);

it.runIf(isLinux)(
  'reads resident memory and names, and refuses who is gone',
  { timeout: START_LIMIT_MS },
  async () => {
    const pid = await start(stay);
    expect(await residentBytes([pid])).toBeGreaterThan(10 * 2 ** 20);
    expect((await programNames([pid])).get(pid)).toMatch(/node|Main/);
    await expect(cpuSeconds([2 ** 22 + 1])).rejects.toThrow('ENOENT');
    await expect(processTree(2 ** 22 + 1)).rejects.toThrow('is gone');
  },
);

it.runIf(isLinux && cpus().length > GENERATOR_CORE)(
  'a pinned program runs on its core under its own process id',
  { timeout: START_LIMIT_MS },
  async () => {
    const script =
      'console.log(process.pid, require("node:fs").readFileSync("/proc/self/status", "utf8"))';
    const child = spawnPinned(GENERATOR_CORE, process.execPath, ['-e', script]);
    const said: string[] = [];
    child.stdout?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
    await once(child, 'close');
    expect(said.join('')).toMatch(new RegExp(`^${child.pid} `));
    expect(said.join('')).toMatch(new RegExp(`^Cpus_allowed_list:\\s+${GENERATOR_CORE}$`, 'm'));
  },
);
