import { randomBytes } from 'node:crypto';
import { chown, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './EmbeddedPostgresError.ts';
import { hasErrorCode } from './hasErrorCode.ts';
import { createOwned, ensureOwned } from './home.ts';
import type { Placement } from './placement.ts';
import { runAs } from './runAs.ts';
import { DATABASE_USER, postgresEnv } from './settings.ts';

/**
 * Makes the cluster at the first start, and checks at each later one that these binaries can read it.
 * @returns the password of the database's only role.
 */
export async function ensureCluster(placement: Placement): Promise<string> {
  const { binaries, cluster, user } = placement;
  const major = await readIfPresent(join(cluster, 'PG_VERSION'));
  if (major === undefined) return createCluster(placement);
  if (major !== binaries.major) {
    throw new EmbeddedPostgresError(
      `The database in ${cluster} was made by PostgreSQL ${major}, this Parley brings PostgreSQL ${binaries.major}: ` +
        `start the Parley that made it, save the data with pg_dump ${major}, move the folder away, start this one and load the data with psql; or set DATABASE_URL to a server that has it.`,
    );
  }
  await ensureOwned(cluster, user);
  const password = await readIfPresent(placement.passwordFile);
  if (password !== undefined) return password;
  throw new EmbeddedPostgresError(
    `The password of the database is missing: bring the file ${placement.passwordFile} back.`,
  );
}

async function createCluster(placement: Placement): Promise<string> {
  const { binaries, cluster, passwordFile, user } = placement;
  const password = randomBytes(32).toString('base64url');
  // Flushed: after a power cut a database without its password would be as good as lost.
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600, flush: true });
  if (user) await chown(passwordFile, user.uid, user.gid);
  // Under another name until it is whole: what an interrupted start leaves is thrown away, not taken for a database.
  const unfinished = `${cluster}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await createOwned(unfinished, user);
  const { code, output } = await runAs(
    binaries.initdb,
    [
      `--pgdata=${unfinished}`,
      `--username=${DATABASE_USER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // The built-in locale sorts alike on every system and for ever; one from the system's libraries changes with them
      // and leaves broken indexes behind.
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
    ],
    { user, cwd: placement.home, env: postgresEnv() },
  );
  if (code !== 0) {
    throw new EmbeddedPostgresError(
      `The database could not be created in ${cluster}: ${output.trim().split('\n').at(-1) ?? ''}`,
    );
  }
  await rename(unfinished, cluster);
  return password;
}

async function readIfPresent(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}
