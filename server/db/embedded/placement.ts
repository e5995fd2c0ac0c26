import { createHash } from 'node:crypto';
import { lstat, mkdir } from 'node:fs/promises';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PostgresBinaries } from './binaries.ts';
import { copyBinaries, findBinaries } from './binaries.ts';
import { EmbeddedPostgresError } from './EmbeddedPostgresError.ts';
import { hasErrorCode } from './hasErrorCode.ts';
import type { Home } from './home.ts';
import { createOwned, ensureOwned, SYSTEM_HOME } from './home.ts';
import type { RunUser } from './runAs.ts';
import { runAs } from './runAs.ts';

/** Where everything of one embedded database lies, and who runs it. */
export interface Placement {
  readonly binaries: PostgresBinaries;
  /** `undefined`: the account that runs Parley. */
  readonly user: RunUser | undefined;
  readonly home: string;
  /** PostgreSQL's own data directory. */
  readonly cluster: string;
  readonly logs: string;
  readonly passwordFile: string;
  /** Folder of the Unix socket, closed to everybody but the run user and root; `undefined` on Windows. */
  readonly sockets: string | undefined;
}

/** `sun_path` holds 104 bytes on macOS, 108 on Linux; the socket's own name and the final zero are part of it. */
const MAX_SOCKET_FOLDER_BYTES = 103 - '/.s.PGSQL.5432'.length;

export async function place({ path: home, user }: Home): Promise<Placement> {
  const installed = await findBinaries();
  const logs = join(home, 'log');
  await ensureOwned(logs, user);
  return {
    binaries: user === undefined ? installed : await runnableBinaries(installed, user),
    user,
    home,
    cluster: join(home, 'cluster'),
    logs,
    passwordFile: join(home, 'password'),
    sockets: platform() === 'win32' ? undefined : await ensureSocketFolder(home, user),
  };
}

/**
 * Root's PostgreSQL cannot run from a node_modules folder in root's home: the binaries are copied once per version to a
 * place that its system user gets to. They stay root's, so a broken-into database cannot change them.
 */
async function runnableBinaries(
  installed: PostgresBinaries,
  user: RunUser,
): Promise<PostgresBinaries> {
  if (await canRun(installed, user)) return installed;
  await mkdir(SYSTEM_HOME, { recursive: true, mode: 0o755 });
  const copy = await copyBinaries(installed, join(SYSTEM_HOME, `binaries-${installed.version}`));
  if (await canRun(copy, user)) return copy;
  throw new EmbeddedPostgresError(
    `The system user of PostgreSQL cannot run ${copy.postgres}: look at the mode and the mount options of ${SYSTEM_HOME}, or set DATABASE_URL.`,
  );
}

/** Asked of the system itself: mode bits alone tell nothing of access lists and mounts without execution. */
async function canRun(binaries: PostgresBinaries, user: RunUser): Promise<boolean> {
  try {
    const { code } = await runAs(binaries.postgres, ['--version'], { user, cwd: '/' });
    return code === 0;
  } catch (error) {
    if (hasErrorCode(error, 'EACCES')) return false;
    throw error;
  }
}

async function ensureSocketFolder(home: string, user: RunUser | undefined): Promise<string> {
  const beside = join(home, 'run');
  if (Buffer.byteLength(beside) <= MAX_SOCKET_FOLDER_BYTES) {
    await ensureOwned(beside, user);
    return beside;
  }
  const hash = createHash('sha256').update(home).digest('hex').slice(0, 16);
  const folder = join(tmpdir(), `parley-${hash}`);
  await createOwned(folder, user);
  const entry = await lstat(folder);
  // Anybody can make a folder of this name in the shared temporary folder, and would then hold our socket.
  const isOurs = entry.isDirectory() && entry.uid === (user?.uid ?? process.getuid?.());
  if (isOurs && (entry.mode & 0o077) === 0) return folder;
  throw new EmbeddedPostgresError(`${folder} belongs to somebody else: remove it.`);
}
