import { z } from 'zod';

const state = z.enum(['up', 'down']);

export const health = z.object({
  status: z.enum(['ok', 'degraded']),
  database: state,
  media: state,
  version: z.string(),
  uptimeSeconds: z.int().nonnegative(),
});
export type Health = z.infer<typeof health>;

/** Load balancers ask every few seconds and give up after as many. */
const DATABASE_TIMEOUT_MS = 1_500;

export interface HealthDeps {
  /** Rejects when the database does not answer in time. */
  probeDatabase: (timeoutMs: number) => Promise<void>;
  isMediaUp: () => boolean;
  version: string;
}

export function createHealth(deps: HealthDeps): () => Promise<Health> {
  let pending: Promise<boolean> | undefined;
  // Whoever asks while one probe is under way gets its answer: asking often costs the database nothing.
  const isDatabaseUp = () =>
    (pending ??= deps
      .probeDatabase(DATABASE_TIMEOUT_MS)
      .then(
        () => true,
        () => false,
      )
      .finally(() => {
        pending = undefined;
      }));
  return async () => {
    const database = (await isDatabaseUp()) ? 'up' : 'down';
    const media = deps.isMediaUp() ? 'up' : 'down';
    return {
      status: database === 'up' && media === 'up' ? 'ok' : 'degraded',
      database,
      media,
      version: deps.version,
      uptimeSeconds: Math.floor(process.uptime()),
    };
  };
}
