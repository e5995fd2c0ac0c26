import { z } from 'zod';

const state = z.enum(['up', 'down']);

export const health = z.object({
  /**
   * `draining`: about to stop, while meetings that are running go on. Answered with 200: whoever is in one must still
   * reach this process to resume, so a load balancer must not take it away.
   */
  status: z.enum(['ok', 'degraded', 'draining']),
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
  isDraining: () => boolean;
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
    const isWell = database === 'up' && media === 'up';
    return {
      status: !isWell ? 'degraded' : deps.isDraining() ? 'draining' : 'ok',
      database,
      media,
      version: deps.version,
      uptimeSeconds: Math.floor(process.uptime()),
    };
  };
}
