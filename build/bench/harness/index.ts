export type { Bench, BenchContext, BenchRow } from './Bench.ts';
export { GENERATOR_CORE, pinProcess, pinSelf, PRODUCT_CORE, spawnPinned } from './cores.ts';
export { assertDelivered, NotDeliveredError } from './delivery.ts';
export { ensureWebClient } from './ensureWebClient.ts';
export { comparePairs, isVoid, MAX_GENERATOR_LOAD, nullPair, summarizePairs } from './pairs.ts';
export type { Comparison, PairedResult, Sample } from './pairs.ts';
export {
  coreBusySeconds,
  cpuSeconds,
  cpuSecondsOfTree,
  processTree,
  programNames,
  residentBytes,
} from './processes.ts';
export { median, percentile } from './statistics.ts';
export { judgeRatio } from './verdict.ts';
export type { Verdict } from './verdict.ts';
