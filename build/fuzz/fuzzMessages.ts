import { randomInt } from 'node:crypto';
import { Fuzz } from '../../server/integration/hostile/fuzz/Fuzz.ts';
import { tellFault } from '../../server/integration/hostile/fuzz/tellFault.ts';
import type { Footprint } from '../../server/integration/hostile/support/targetMessages.ts';
import { TargetServer } from '../../server/integration/hostile/support/TargetServer.ts';
import type { Progress } from '../start/progress.ts';

const MESSAGES = 1_000_000;
const FAULT_CHARACTERS = 500;
const TELL_EVERY_MS = 10_000;
const MIB = 1024 * 1024;

export interface MessagesOptions {
  seed?: number;
  messages?: number;
  /** Only this one. */
  attack?: number;
}

/** @returns whether nothing was found */
export async function fuzzMessages(options: MessagesOptions, progress: Progress): Promise<boolean> {
  const { seed = randomInt(2 ** 31), attack } = options;
  const messages = attack === undefined ? (options.messages ?? MESSAGES) : 1;
  const target = await TargetServer.start();
  progress(`seed ${seed}, server process ${target.pid}`);
  let tellAt = 0;
  const startedAt = performance.now();
  const fuzz = await Fuzz.create(target, {
    seed,
    messages,
    ...(attack !== undefined && { from: attack, lanes: 1 }),
    onFault: (number, text) => progress(`attack ${number}: ${text.slice(0, FAULT_CHARACTERS)}`),
    onProgress: ({ messages: sent, attacks, faults }) => {
      if (performance.now() < tellAt) return;
      tellAt = performance.now() + TELL_EVERY_MS;
      const perSecond = Math.round((sent * 1000) / (performance.now() - startedAt));
      progress(`${sent} messages, ${perSecond}/s, ${attacks} attacks, ${faults} faults`);
    },
  });
  progress(`at the start: ${tellFootprint(await target.measure())}`);
  const report = await fuzz.run();
  fuzz.rest();
  progress(`in the end: ${tellFootprint(await target.measure())}`);
  fuzz.close();
  await target.close();
  for (const fault of report.found) console.log(`\n${tellFault(fault)}`);
  progress(`${report.messages} messages, seed ${seed}: ${report.found.length} faults`);
  return report.found.length === 0;
}

function tellFootprint({ heapBytes, residentBytes, handles }: Footprint): string {
  const sizes = `heap ${Math.round(heapBytes / MIB)} MiB, resident ${Math.round(residentBytes / MIB)} MiB`;
  return `${sizes}, handles ${JSON.stringify(handles)}`;
}
