export { createHealth, health, type Health } from './health.ts';
export { createLogger } from './createLogger.ts';
export { PendingWrites } from './PendingWrites.ts';
export { repeat } from './repeat.ts';
export { systemClock } from './systemClock.ts';
