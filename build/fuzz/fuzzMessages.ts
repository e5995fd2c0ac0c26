import { randomInt } from 'node:crypto';
import { Fuzz } from '../../server/integration/hostile/fuzz/Fuzz.ts';
import { isBack, measureAfter, type Growth } from '../../server/integration/hostile/fuzz/growth.ts';
import { tellFault } from '../../server/integration/hostile/fuzz/tellFault.ts';
import type { Footprint } from '../../server/integration/hostile/support/targetMessages.ts';
import { TargetServer } from '../../server/integration/hostile/support/TargetServer.ts';
import type { Progress } from '../start/progress.ts';

const MESSAGES = 1_000_000;
/** The first attacks load code and grow pools; what comes after so many is judged. */
const WARM_UP = 10_000;
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
  const warmUp = Math.min(WARM_UP, messages / 2);
  await fuzz.attackUntil(warmUp);
  fuzz.rest();
  const before = await target.measure();
  progress(`warmed up: ${tellFootprint(before)}`);
  const report = await fuzz.run();
  fuzz.rest();
  const growth = target.isAlive
    ? await judge(target, before, report.messages - warmUp, progress)
    : null;
  fuzz.close();
  await target.close();
  for (const fault of report.found) console.log(`\n${tellFault(fault)}`);
  progress(`${report.messages} messages, seed ${seed}: ${report.found.length} faults`);
  // One attack again is about its faults; a process that has just begun grows.
  const isFlat = attack !== undefined || (growth !== null && isBack(growth));
  if (!isFlat) progress('missed: memory and handles are not back to what they were');
  return report.found.length === 0 && isFlat;
}

async function judge(
  target: TargetServer,
  before: Footprint,
  messages: number,
  progress: Progress,
): Promise<Growth> {
  const { after, growth } = await measureAfter(() => target.measure(), before, messages);
  progress(`in the end: ${tellFootprint(after)}`);
  const kib = Math.round(growth.heapBytes / 1024);
  const each = growth.bytesPerMessage.toFixed(1);
  progress(
    `since the warm-up: heap ${kib} KiB, ${each} bytes a message; handles ${growth.handles}`,
  );
  return growth;
}

function tellFootprint({ heapBytes, residentBytes, handles }: Footprint): string {
  const sizes = `heap ${Math.round(heapBytes / MIB)} MiB, resident ${Math.round(residentBytes / MIB)} MiB`;
  return `${sizes}, handles ${JSON.stringify(handles)}`;
}
