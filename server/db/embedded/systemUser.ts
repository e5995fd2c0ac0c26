import { EmbeddedPostgresError } from './EmbeddedPostgresError.ts';
import { hasErrorCode } from './hasErrorCode.ts';
import type { RunUser } from './runAs.ts';
import { runAs } from './runAs.ts';

/** An account of its own: one that already exists under a likelier name may belong to a person or to another database. */
const NAME = 'parley-db';

/** `su` without a login leaves the system folders out of root's PATH. */
const SYSTEM_ENV = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` };

const CREATORS: readonly (readonly string[])[] = [
  ['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', NAME],
  // BusyBox and other small systems.
  ['adduser', '-S', '-D', '-H', '-s', '/sbin/nologin', NAME],
];

/** PostgreSQL refuses to run as root: finds the system user it runs as then, and creates it the first time. */
export async function ensureSystemUser(): Promise<RunUser> {
  const present = await findUser();
  if (present) return present;
  const problems: string[] = [];
  for (const [program = '', ...args] of CREATORS) {
    const problem = await tryRun(program, args);
    // Looked up even after a failure: a second Parley may have created it at the same moment.
    const created = await findUser();
    if (created) return created;
    problems.push(problem);
  }
  throw new EmbeddedPostgresError(
    `PostgreSQL cannot run as root and the system user ${NAME} could not be created (${problems.join('; ')}): create it, start Parley as an ordinary user, or set DATABASE_URL.`,
  );
}

async function findUser(): Promise<RunUser | undefined> {
  const [uid, gid] = await Promise.all([idOf('-u'), idOf('-g')]);
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}

async function idOf(flag: '-u' | '-g'): Promise<number | undefined> {
  const { code, output } = await runAs('id', [flag, NAME]);
  return code === 0 ? Number.parseInt(output, 10) : undefined;
}

async function tryRun(program: string, args: readonly string[]): Promise<string> {
  try {
    const { output } = await runAs(program, args, { env: SYSTEM_ENV });
    return `${program}: ${output.trim().split('\n').at(-1) ?? ''}`;
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return `${program} is missing`;
    throw error;
  }
}
