import { z } from 'zod';

/** What the bench tells a process of the crowd. */
export const crowdOrder = z.object({
  url: z.string(),
  tokens: z.array(z.string()),
  /** Sets its addresses apart from those of the other processes. */
  network: z.int().min(0).max(255),
});
export type CrowdOrder = z.infer<typeof crowdOrder>;

/** What that process tells, on every change, a few times a second at most. */
export const crowdState = z.object({
  open: z.int(),
  /** When it last had all its sockets open, ms since the epoch. */
  allOpenAt: z.number().nullable(),
  /** Handshakes that came to nothing so far. */
  failures: z.int(),
});
export type CrowdState = z.infer<typeof crowdState>;
