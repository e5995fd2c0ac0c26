import type { VideoSource } from './VideoSource.ts';

/** Seconds on a core so far, by part; the sum of all parts is what counts. */
export type CpuReading = Record<string, number>;

/** A few publishers and many receivers at one server, each receiver taking every publisher's stream. */
export interface ForwardingRoom {
  readonly sources: readonly VideoSource[];
  /** How many streams the server sends. */
  readonly streamCount: number;
  /** Distinct packets that have arrived at all receivers so far. */
  received(): number;
  /** @throws what went wrong at a client meanwhile */
  assertSound(): void;
  /** Of all the server's processes. */
  cpu(): Promise<CpuReading>;
  /** Nothing of it is left at the server: the next room would be measured with it. */
  close(): Promise<void>;
}

export interface RoomSize {
  publishers: number;
  receivers: number;
}

/** A server that forwards: ours, bare mediasoup, Janus. Runs on the product's core. */
export interface Forwarder {
  readonly name: string;
  /** Resolves when every receiver has its streams. */
  openRoom(size: RoomSize): Promise<ForwardingRoom>;
  close(): Promise<void>;
}

export const sumOf = (reading: CpuReading): number =>
  Object.values(reading).reduce((total, seconds) => total + seconds, 0);

export const firstSsrc = (publisher: number): number => 1000 + 10 * publisher;
