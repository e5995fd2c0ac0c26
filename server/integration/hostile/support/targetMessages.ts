/** What a server process holds, after its garbage collector has run. */
export interface Footprint {
  heapBytes: number;
  residentBytes: number;
  /** Kind of handle or timer, as Node names it -> how many keep the process alive. */
  handles: Record<string, number>;
}

/** `count`: sockets only, which costs no garbage collection and disturbs nothing. */
export type TargetQuestion = 'measure' | 'count' | 'stop';

export type TargetMessage =
  | { event: 'ready'; url: string; setupToken: string | null }
  | { event: 'problem'; text: string }
  | { event: 'counted'; sockets: number }
  | { event: 'measured'; footprint: Footprint };
