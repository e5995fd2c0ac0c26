import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startEmbeddedPostgres } from '../../db/embedded/index.ts';
import { Owner } from './Owner.ts';
import { homeOf, isRunning, keeperPids, postmasterPid } from './postgresProcess.ts';

const isRoot = process.getuid?.() === 0;
const PATIENCE = { timeout: 15_000, interval: 20 };
const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };

let dataDir: string;
let toClose: (() => Promise<void>)[] = [];

beforeEach(async () => {
  // Mode 0700, as everything in root's own home.
  dataDir = await mkdtemp(join(tmpdir(), 'parley-embedded-'));
});

afterEach(async () => {
  for (const close of toClose.reverse()) await close();
  toClose = [];
  await rm(await homeOf(dataDir).catch(() => dataDir), { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
});

async function start(folder = dataDir) {
  const postgres = await startEmbeddedPostgres({ dataDir: folder, log });
  toClose.push(() => postgres.close());
  return postgres;
}

async function startOwner(): Promise<Owner> {
  const owner = await Owner.start(dataDir);
  toClose.push(async () => {
    const pid = await postmasterPid(dataDir);
    await owner.end('SIGKILL');
    // Its keeper stops it, and until then it writes to the folder that is removed next.
    if (pid !== undefined) await vi.waitFor(() => assertEnded(pid), PATIENCE);
  });
  return owner;
}

async function assertEnded(pid: number): Promise<void> {
  if (await isRunning(pid)) throw new Error(`PostgreSQL (${pid}) still runs`);
}

async function runningPid(): Promise<number> {
  const pid = await postmasterPid(dataDir);
  if (pid === undefined) throw new Error('PostgreSQL does not run');
  return pid;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const result = await client.query<Record<string, unknown>>(sql);
    return result.rows;
  } finally {
    await client.end();
  }
}

async function write(url: string, word: string): Promise<void> {
  await query(url, `CREATE TABLE IF NOT EXISTS kept AS SELECT '${word}' AS word`);
}

const read = (url: string) => query(url, 'SELECT word FROM kept');

describe('start and close', () => {
  it('creates the database at the first start and keeps what is in it for the next', async () => {
    const first = await start();
    await write(first.url, 'still here');
    const pid = await runningPid();
    await first.close();
    expect(await isRunning(pid)).toBe(false);

    const second = await start();
    expect(await read(second.url)).toEqual([{ word: 'still here' }]);
  });

  it('writes every commit to disk before it answers', async () => {
    const { url } = await start();
    expect(await query(url, 'SHOW fsync')).toEqual([{ fsync: 'on' }]);
    expect(await query(url, 'SHOW synchronous_commit')).toEqual([{ synchronous_commit: 'on' }]);
  });

  it('gives an address that TypeORM understands', async () => {
    const { url } = await start();
    const source = await new DataSource({ type: 'postgres', url }).initialize();
    const rows: unknown = await source.query('SELECT current_database() AS name');
    await source.destroy();
    expect(rows).toEqual([{ name: 'parley' }]);
  });

  it('lets nobody in without the password', async () => {
    const { url } = await start();
    const wrong = url.replace(/:[^:@]+@/, ':guess@');
    await expect(query(wrong, 'SELECT 1')).rejects.toThrow('password authentication failed');
    const password = await stat(join(await homeOf(dataDir), 'password'));
    expect(password.mode & 0o077).toBe(0);
  });

  it('runs two instances side by side', async () => {
    const other = await mkdtemp(join(tmpdir(), 'parley-embedded-'));
    const [one, two] = await Promise.all([start(), start(other)]);
    await write(one.url, 'one');
    await write(two.url, 'two');
    expect(await read(one.url)).toEqual([{ word: 'one' }]);
    expect(await read(two.url)).toEqual([{ word: 'two' }]);
    await two.close();
    await rm(await homeOf(other), { recursive: true });
    await rm(other, { recursive: true });
  });

  it('serves a data folder whose path is too long for a Unix socket', async () => {
    const base = dataDir;
    await chmod(base, 0o755);
    dataDir = join(base, 'deep'.repeat(30));
    await mkdir(dataDir, { mode: 0o755 });
    const { url } = await start();
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    const sockets = new URL(url).searchParams.get('host') ?? '';
    expect(sockets).toMatch(/\/parley-[0-9a-f]{16}$/);
    toClose.unshift(() => rm(base, { recursive: true }));
    toClose.unshift(() => rm(sockets, { recursive: true }));
  });

  it('throws away a first start that was cut off in the middle', async () => {
    const first = await start();
    await first.close();
    const cluster = join(await homeOf(dataDir), 'cluster');
    await rename(cluster, `${cluster}.unfinished`);
    const { url } = await start();
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('what it refuses, in one line', () => {
  it('a data folder that another Parley uses', async () => {
    const { url } = await startOwner();
    await write(url, 'unharmed');
    await expect(start()).rejects.toThrow(
      /^Another Parley \(process \d+\) already uses .*: stop it/,
    );
    expect(await read(url)).toEqual([{ word: 'unharmed' }]);
  });

  it('one of two that start at the same moment', async () => {
    const starts = await Promise.allSettled([start(), start()]);
    expect(starts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('a database of another major version', async () => {
    const first = await start();
    await first.close();
    await writeFile(join(await homeOf(dataDir), 'cluster', 'PG_VERSION'), '17\n');
    await expect(start()).rejects.toThrow(
      /made by PostgreSQL 17, this Parley brings PostgreSQL 18/,
    );
  });

  it('a database that does not start, with the reason that PostgreSQL gives', async () => {
    const first = await start();
    await first.close();
    await rm(join(await homeOf(dataDir), 'cluster', 'postgresql.conf'));
    await expect(start()).rejects.toThrow(/^PostgreSQL did not start: .*postgresql\.conf/);
  });
});

describe.runIf(process.platform === 'linux')('after a crash', () => {
  it('leaves no PostgreSQL behind when its owner is killed', async () => {
    const owner = await startOwner();
    const pid = await runningPid();
    await owner.end('SIGKILL');
    await vi.waitUntil(async () => !(await isRunning(pid)), PATIENCE);
    // It shut down in good order rather than died.
    expect(await postmasterPid(dataDir)).toBeUndefined();
  });

  it('starts at once after the owner was killed, with everything that was committed', async () => {
    const owner = await startOwner();
    await write(owner.url, 'committed');
    await owner.end('SIGKILL');
    const { url } = await start();
    expect(await read(url)).toEqual([{ word: 'committed' }]);
  });

  it('ends a PostgreSQL that outlived its owner and its keeper', async () => {
    const owner = await startOwner();
    await write(owner.url, 'committed');
    const orphan = await runningPid();
    const keepers = await keeperPids(orphan);
    owner.pause();
    for (const pid of keepers) process.kill(pid, 'SIGKILL');
    await owner.end('SIGKILL');
    expect(await isRunning(orphan)).toBe(true);

    const { url } = await start();
    expect(await isRunning(orphan)).toBe(false);
    expect(await read(url)).toEqual([{ word: 'committed' }]);
  });

  it('recovers when all of PostgreSQL was killed together with its owner', async () => {
    const owner = await startOwner();
    await write(owner.url, 'committed');
    const pid = await runningPid();
    owner.pause();
    process.kill(pid, 'SIGKILL');
    await owner.end('SIGKILL');
    const { url } = await start();
    expect(await read(url)).toEqual([{ word: 'committed' }]);
  });

  it('does not take a program that has the process id of a dead PostgreSQL for it', async () => {
    const first = await start();
    await first.close();
    const stale = join(await homeOf(dataDir), 'cluster', 'postmaster.pid');
    await writeFile(stale, `${process.pid}\n`);
    const { url } = await start();
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('starts a PostgreSQL that died again at the same address', async () => {
    const { url } = await start();
    await write(url, 'committed');
    const died = await runningPid();
    process.kill(died, 'SIGKILL');
    await vi.waitFor(async () => {
      expect(await read(url)).toEqual([{ word: 'committed' }]);
    }, PATIENCE);
    expect(await runningPid()).not.toBe(died);
  });

  it('goes on when the keeper of PostgreSQL is killed', async () => {
    const { url } = await start();
    const pid = await runningPid();
    const [keeper = 0] = await keeperPids(pid);
    process.kill(keeper, 'SIGKILL');
    await vi.waitUntil(async () => !(await isRunning(pid)), PATIENCE);
    await vi.waitFor(async () => {
      expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    }, PATIENCE);
  });
});

describe.runIf(isRoot)('started by root', () => {
  it('keeps the database where its system user gets to, and a link to it', async () => {
    const { url } = await start();
    expect(await homeOf(dataDir)).toMatch(/^\/var\/lib\/parley\/postgres-/);
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    const owner = await stat(join(await homeOf(dataDir), 'cluster'));
    expect(owner.uid).not.toBe(0);
  });

  it('keeps the database in the data folder when its system user can enter that', async () => {
    await chmod(dataDir, 0o755);
    await start();
    expect(await homeOf(dataDir)).toBe(join(dataDir, 'postgres'));
  });

  it('finds its database again when the data folder was moved', async () => {
    const first = await start();
    await write(first.url, 'moved');
    await first.close();
    const moved = `${dataDir}-moved`;
    await rename(dataDir, moved);
    dataDir = moved;
    const second = await start();
    expect(await read(second.url)).toEqual([{ word: 'moved' }]);
  });

  it('leaves nothing of the folder that root writes to open to the database', async () => {
    await start();
    const home = await homeOf(dataDir);
    expect((await stat(home)).uid).toBe(0);
    expect((await stat(home)).mode & 0o027).toBe(0);
    expect(await readdir(home)).toEqual(expect.arrayContaining(['owner.lock', 'owner.pid']));
  });
});
