import type { BenchRow } from '../harness/index.ts';
import { median, percentile } from '../harness/index.ts';
import { NO_GOAL } from '../report/render.ts';
import { addressOf, type HttpClient } from './HttpClient.ts';
import { emailOf } from './seed.ts';

/** One after another, as hashing is meant to be slow and takes the core for itself. */
export async function measureLogins(
  http: HttpClient,
  password: string,
  quick: boolean,
): Promise<BenchRow> {
  const count = quick ? 10 : 100;
  const latenciesMs: number[] = [];
  for (let login = 0; login < count; login += 1) {
    // Each at another address, and each another account: nobody guesses here.
    const person = 3_000 + login;
    const body = { email: emailOf(person), password, client: 'desktop' };
    const startedAt = performance.now();
    const { status } = await http.send({
      method: 'POST',
      path: '/auth/login',
      address: addressOf(person),
      body,
    });
    if (status !== 200) throw new Error(`a log-in was answered ${status}`);
    latenciesMs.push(performance.now() - startedAt);
  }
  return {
    bench: 'api',
    what: 'log-in (argon2id, 19 MiB, 2 passes: slow on purpose)',
    measured: `p50 ${median(latenciesMs).toFixed(0)} ms, p95 ${percentile(latenciesMs, 95).toFixed(0)} ms`,
    goal: NO_GOAL,
    isMet: null,
    figures: { p50: median(latenciesMs), p95: percentile(latenciesMs, 95), logins: count },
  };
}
