import type { MediaEvents } from './Media.ts';

export type TellMedia = <E extends keyof MediaEvents>(event: E, payload: MediaEvents[E]) => void;
