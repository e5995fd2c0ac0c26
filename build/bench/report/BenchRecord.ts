import { z } from 'zod';

const figure = z
  .number()
  .nullable()
  .transform((value) => value ?? NaN);

const row = z.object({
  bench: z.string(),
  what: z.string(),
  measured: z.string(),
  goal: z.string(),
  isMet: z.boolean().nullable(),
  note: z.string().exactOptional(),
  // JSON has no NaN.
  figures: z.record(z.string(), figure),
});

/** What one run of one bench left in dist/bench. */
export const benchRecord = z.object({
  bench: z.string(),
  quick: z.boolean(),
  startedAt: z.iso.datetime(),
  durationSeconds: z.number(),
  machine: z.object({
    system: z.string(),
    kernel: z.string(),
    processor: z.string(),
    cores: z.number(),
    memoryGiB: z.number(),
    load: z.number(),
    versions: z.record(z.string(), z.string()),
    commit: z.string(),
  }),
  rows: z.array(row),
});
export type BenchRecord = z.infer<typeof benchRecord>;
