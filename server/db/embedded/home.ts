import { randomBytes } from 'node:crypto';
import { chmod, chown, lstat, mkdir, realpath, rmdir, stat, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './EmbeddedPostgresError.ts';
import { hasErrorCode } from './hasErrorCode.ts';
import type { RunUser } from './runAs.ts';
import { runAs } from './runAs.ts';
import { ensureSystemUser } from './systemUser.ts';

/** Where the system user's things go when it cannot get to Parley's own. */
export const SYSTEM_HOME = '/var/lib/parley';

/** The folder of one embedded database, and the account PostgreSQL runs under. */
export interface Home {
  /** Absolute and free of links. Owned by the account that runs Parley. */
  readonly path: string;
  /** `undefined`: the account that runs Parley. */
  readonly user: RunUser | undefined;
}

/**
 * An ordinary user's database lies in `<dataDir>/postgres`.
 *
 * Root's runs as the system user `parley-db`. It too lies in `<dataDir>/postgres` when that user can enter `dataDir`;
 * in root's own home (mode 0700) it cannot, so then `<dataDir>/postgres` is a link to a folder under /var/lib/parley, and a
 * data folder that is moved takes its database along. The folder itself stays root's: were it the system user's, a link put
 * there by a broken-into database would let root overwrite any file.
 */
export async function findHome(dataDir: string): Promise<Home> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const link = join(await realpath(dataDir), 'postgres');
  return process.getuid?.() === 0 ? rootHome(link) : { path: await ownHome(link), user: undefined };
}

/** Makes `folder` the run user's, for its eyes only; hands it over with all it holds when it was somebody else's. */
export async function ensureOwned(folder: string, user: RunUser | undefined): Promise<void> {
  await createOwned(folder, user);
  if (user) await handOver(folder, user);
}

/** Makes `folder` for the run user unless there is something of that name, which is left as it is. */
export async function createOwned(folder: string, user: RunUser | undefined): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
    if (user) await chown(folder, user.uid, user.gid);
  } catch (error) {
    if (!hasErrorCode(error, 'EEXIST')) throw error;
  }
}

/** The user id may have changed: the data came from another machine, or a first start was interrupted. */
async function handOver(path: string, { uid, gid }: RunUser): Promise<void> {
  if ((await lstat(path)).uid === uid) return;
  const { code, output } = await runAs('chown', ['-hR', `${uid}:${gid}`, path]);
  if (code !== 0) throw new Error(`chown of ${path} failed: ${output}`);
}

async function ownHome(link: string): Promise<string> {
  if (!(await isPresent(link))) await mkdir(link, { mode: 0o700 });
  const path = await resolveLink(link);
  const { uid } = await stat(path);
  if (process.getuid !== undefined && uid !== process.getuid()) {
    throw new EmbeddedPostgresError(
      `The database in ${path} belongs to another account (user id ${uid}): start Parley as that one, or set PARLEY_DATA_DIR to another folder.`,
    );
  }
  return path;
}

async function rootHome(link: string): Promise<Home> {
  const user = await ensureSystemUser();
  if (!(await isPresent(link)) && !(await canEnter(dirname(link), user))) await linkHome(link);
  const path = await ownHome(link);
  await chown(path, 0, user.gid);
  await chmod(path, 0o710);
  if (await canEnter(path, user)) return { path, user };
  throw new EmbeddedPostgresError(
    `PostgreSQL runs as user id ${user.uid}, which cannot enter ${path}: let it pass through the folders above (chmod o+x), or move the data.`,
  );
}

async function linkHome(link: string): Promise<void> {
  await mkdir(SYSTEM_HOME, { recursive: true, mode: 0o755 });
  const path = join(SYSTEM_HOME, `postgres-${randomBytes(6).toString('hex')}`);
  await mkdir(path, { mode: 0o700 });
  try {
    await symlink(path, link);
  } catch (error) {
    // Another Parley that starts on the same data at the same moment was faster; its lock decides who goes on.
    await rmdir(path);
    if (!hasErrorCode(error, 'EEXIST')) throw error;
  }
}

async function resolveLink(link: string): Promise<string> {
  try {
    return await realpath(link);
  } catch (error) {
    throw new EmbeddedPostgresError(
      `The database that ${link} points to cannot be reached: bring it back, or remove that link to begin with an empty database.`,
      { cause: error },
    );
  }
}

/** Asked of the system itself: mode bits alone tell nothing of access lists. */
async function canEnter(folder: string, user: RunUser): Promise<boolean> {
  const { code } = await runAs('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { user, cwd: '/' });
  return code === 0;
}

async function isPresent(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return false;
    throw error;
  }
}
