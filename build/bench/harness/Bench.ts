export interface BenchContext {
  /** The repository. */
  root: string;
  /** Few and short samples, to see that everything works; the figures mean little. */
  quick: boolean;
  log(line: string): void;
}

/** One line of the table in docs/benchmarks.md. */
export interface BenchRow {
  bench: string;
  what: string;
  measured: string;
  goal: string;
  /** null: no goal, or the bench cannot tell. */
  isMet: boolean | null;
  /** Where a goal is missed: why, by a profile, and what was tried. */
  note?: string;
  /** What `measured` was made of, for machines. */
  figures: Record<string, number>;
}

export interface Bench {
  name: string;
  /** Brings up what it needs and leaves nothing behind, also when it fails. */
  run(context: BenchContext): Promise<BenchRow[]>;
}
