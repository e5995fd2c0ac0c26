import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ChildProcess } from 'node:child_process';
import pg from 'pg';
import { z } from 'zod';
import { openDatabase } from '../../../server/db/index.ts';
import { PRODUCT_CORE, spawnPinned } from '../harness/index.ts';

const OWNER = new URL('../../../server/integration/embedded/ownerProcess.ts', import.meta.url)
  .pathname;
const report = z.union([z.object({ url: z.string() }), z.object({ error: z.string() })]);
const silent = { info: () => undefined, warn: () => undefined };

export interface Statement {
  text: string;
  calls: number;
  meanMs: number;
  maxMs: number;
}

/** The PostgreSQL that the product brings along, on the product's core, migrated, and counting its statements. */
export class BenchDatabase {
  readonly #folder: string;
  readonly #owner: ChildProcess;
  readonly url: string;

  private constructor(folder: string, owner: ChildProcess, url: string) {
    this.#folder = folder;
    this.#owner = owner;
    this.url = url;
  }

  static async start(): Promise<BenchDatabase> {
    const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'));
    // As root, PostgreSQL runs as another user.
    await chmod(folder, 0o755);
    try {
      const first = await own(folder);
      await query(first.url, `ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'`);
      await query(first.url, 'ALTER SYSTEM SET pg_stat_statements.track_utility = off');
      await end(first.owner);
      const { owner, url } = await own(folder);
      const database = await openDatabase({ url, log: silent });
      await database.close();
      await query(url, 'CREATE EXTENSION pg_stat_statements');
      return new BenchDatabase(folder, owner, url);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Of the process that all of PostgreSQL's descend from. */
  get pid(): number {
    return this.#owner.pid ?? NaN;
  }

  async withClient<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString: this.url });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  async forgetStatements(): Promise<void> {
    await this.withClient((client) => client.query('SELECT pg_stat_statements_reset()'));
  }

  /** What ran since `forgetStatements`, the slowest first. BEGIN and COMMIT are not among them. */
  async statements(): Promise<Statement[]> {
    const { rows } = await this.withClient((client) =>
      client.query<Statement>(
        `SELECT query AS text, calls::int, mean_exec_time AS "meanMs", max_exec_time AS "maxMs"
         FROM pg_stat_statements
         WHERE query NOT LIKE '%pg_stat_statements%'
         ORDER BY max_exec_time DESC`,
      ),
    );
    return rows;
  }

  /** How PostgreSQL goes about it, whatever the parameters. */
  async explain(text: string): Promise<string> {
    const { rows } = await this.withClient((client) =>
      client.query<Record<string, string>>(`EXPLAIN (GENERIC_PLAN) ${text}`),
    );
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  }

  async close(): Promise<void> {
    await end(this.#owner);
    await rm(this.#folder, { recursive: true, force: true });
  }
}

async function own(folder: string): Promise<{ owner: ChildProcess; url: string }> {
  const owner = spawnPinned(PRODUCT_CORE, process.execPath, [OWNER, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (!owner.stdout) throw new Error('the owner of the database has no output');
  for await (const line of createInterface({ input: owner.stdout })) {
    const said = report.parse(JSON.parse(line));
    if ('error' in said) throw new Error(said.error);
    return { owner, url: said.url };
  }
  throw new Error('the owner of the database ended without a word');
}

async function end(owner: ChildProcess): Promise<void> {
  if (owner.exitCode !== null) return;
  owner.kill('SIGTERM');
  await once(owner, 'exit');
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
