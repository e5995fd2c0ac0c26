import { isDebian } from './isDebian.ts';
import { runCommand } from './runCommand.ts';
import { SetupError } from './SetupError.ts';

type Log = (line: string) => void;

/**
 * Which of `names` are not installed, given what
 * `dpkg-query -W -f '${Package} ${db:Status-Status}\n'` prints for them. A package that was removed
 * but left its configuration is listed there too, and is missing all the same.
 */
export function missingPackages(names: readonly string[], dpkgOutput: string): string[] {
  const installed = new Set<string>();
  for (const line of dpkgOutput.split('\n')) {
    const [name, status] = line.trim().split(' ');
    if (name !== undefined && status === 'installed') installed.add(name);
  }
  return names.filter((name) => !installed.has(name));
}

/**
 * Installs the Debian packages among `names` that are missing; does nothing, within milliseconds,
 * when none is.
 * @throws SetupError where there is no apt-get, no right to use it, or it fails.
 */
export async function ensureDebianPackages(
  names: readonly string[],
  { log }: { log: Log },
): Promise<void> {
  if (!isDebian()) {
    throw new SetupError(
      `Not a Debian-like system: install the equivalents of ${names.join(', ')} with your package manager, then start again.`,
    );
  }
  const missing = await findMissing(names);
  if (missing.length === 0) return;

  const asRoot = await rootPrefix(missing);
  log(`Installing Debian packages: ${missing.join(' ')}`);
  // Lists that are out of date name package versions the mirror no longer has. A failure here need
  // not matter: one broken third-party source is enough for it. What matters fails at the install.
  await runApt(asRoot, ['update'], log);
  const install = ['install', '-y', '--no-install-recommends', ...missing];
  const { code, output } = await runApt(asRoot, install, log);
  if (code !== 0) {
    const reason = output.split('\n').find((line) => line.startsWith('E: ')) ?? 'no reason given';
    throw new SetupError(`apt-get install failed (${reason}): ${byHand(missing)}`);
  }

  const stillMissing = await findMissing(missing);
  if (stillMissing.length > 0) {
    throw new SetupError(
      `apt-get ended well but ${stillMissing.join(' ')} is not installed: ${byHand(stillMissing)}`,
    );
  }
}

async function findMissing(names: readonly string[]): Promise<string[]> {
  // Exits with 1 when it does not know one of the names; the lines for the others still come.
  const format = '${Package} ${db:Status-Status}\\n';
  const { output } = await runCommand('dpkg-query', ['-W', '-f', format, ...names]);
  return missingPackages(names, output);
}

/** What to put before a command so that root runs it. */
async function rootPrefix(missing: readonly string[]): Promise<string[]> {
  if (process.getuid?.() === 0) return [];
  const quiet = await runCommand('sudo', ['-n', 'true']);
  if (quiet.code === 0) return ['sudo', '-n'];
  // sudo is there but wants a password: ask for it only where somebody can type one.
  const sudoExists = (await runCommand('sudo', ['-V'])).code === 0;
  if (sudoExists && process.stdin.isTTY) return ['sudo'];
  throw new SetupError(
    `Debian packages are missing and this user may not install them: ${byHand(missing)}`,
  );
}

function runApt(
  asRoot: readonly string[],
  args: readonly string[],
  log: Log,
): ReturnType<typeof runCommand> {
  // sudo drops the environment, so the variables go through env(1). The lock timeout waits for
  // another apt (unattended upgrades run on fresh machines) instead of failing at once.
  const variables = ['DEBIAN_FRONTEND=noninteractive', 'LC_ALL=C'];
  const options = ['-q', '-o', 'DPkg::Lock::Timeout=300'];
  const [program, ...rest] = [...asRoot, 'env', ...variables, 'apt-get', ...options, ...args];
  return runCommand(program ?? 'env', rest, {
    stdin: 'inherit',
    onLine: (line) => {
      if (line.startsWith('Setting up ')) log(line);
    },
  });
}

function byHand(missing: readonly string[]): string {
  return `run "apt-get update && apt-get install -y ${missing.join(' ')}" as root, then start again.`;
}
