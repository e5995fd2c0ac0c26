// `npm start`, `npm test` and the longer runs (ENTRIES below) begin here, on whatever Node the machine has (20 or newer)
// and, on a fresh clone, with nothing installed: so this file is plain JavaScript without dependencies. It installs the
// packages that package-lock.json names, finds the Node 24 among them, and hands over to it.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MODULES = join(ROOT, 'node_modules');
const LOCK = join(ROOT, 'package-lock.json');
const STAMP = join(MODULES, '.parley-installed');
const REQUIRED_MAJOR = 24;
const PARENT_POLL_MS = 500;

/** @type {Readonly<Record<string, string>>} */
const ENTRIES = {
  start: 'build/start/main.ts',
  'media-node': 'build/start/mediaNode.ts',
  test: 'build/test/main.ts',
  bench: 'build/bench/main.ts',
  fuzz: 'build/fuzz/main.ts',
  turn: 'build/turn/main.ts',
  resilience: 'build/e2e/resilience.ts',
  screenshots: 'build/e2e/screenshots.ts',
};

/** Where the platform packages of package.json's optionalDependencies have their binary. */
const PINNED_NODES = [
  `node-${process.platform}-${process.arch}/bin/node`,
  `node-bin-${process.platform}-${process.arch}/bin/node`,
  `node-win-${process.arch}/bin/node.exe`,
];

/** A step that cannot succeed: the message is all that is printed. */
class BootstrapError extends Error {}

/** What stands for an installation: the locked versions, on this kind of machine. */
function wantedStamp() {
  const lock = createHash('sha256').update(readFileSync(LOCK)).digest('hex');
  return `${lock} ${process.platform} ${process.arch}\n`;
}

/** @param {string} file */
function readIfPresent(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/**
 * npm writes node_modules/.package-lock.json as its last act, so this also knows an installation that a person made by
 * hand, and never takes an interrupted one for whole. Packages for other systems are optional and not there.
 */
function isInstalledByHand() {
  const hidden = readIfPresent(join(MODULES, '.package-lock.json'));
  if (hidden === undefined) return false;
  /** @type {{ packages: Record<string, { version?: string, optional?: boolean, devOptional?: boolean }> }} */
  const wanted = JSON.parse(readFileSync(LOCK, 'utf8'));
  /** @type {typeof wanted} */
  const present = JSON.parse(hidden);
  return Object.entries(wanted.packages).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' ||
      present.packages[path]?.version === version ||
      (present.packages[path] === undefined && (optional || devOptional)),
  );
}

async function ensurePackages() {
  const stamp = wantedStamp();
  if (readIfPresent(STAMP) === stamp) return;
  if (!isInstalledByHand()) await installPackages();
  try {
    writeFileSync(STAMP, stamp);
  } catch {
    // Another account's checkout, which we may read only: the next start compares once more.
  }
}

async function installPackages() {
  const startedAt = Date.now();
  console.log('Installing packages (only when their versions change) ...');
  // No install scripts: mediasoup's would download or build its worker, which build/worker does with care; the others'
  // work is done where it is needed (the links of server/db/embedded/binaries.ts).
  const args = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit'];
  const quiet = ['--no-fund', '--loglevel=error', '--no-progress'];
  const { code, signal } = await run(npm(), [...args, ...quiet], {
    stdio: ['inherit', 'ignore', 'inherit'],
  });
  if (signal !== null) throw new BootstrapError(`npm ci was ended by ${signal}.`);
  if (code !== 0) {
    throw new BootstrapError(
      'The packages could not be installed, npm says why above: mostly the npm registry (npm config get registry) is out of reach.',
    );
  }
  console.log(`Packages installed in ${Math.round((Date.now() - startedAt) / 1000)} s.`);
}

/** The npm that runs us, or the one on PATH when nobody's npm does. @returns {string[]} */
function npm() {
  const cli = process.env['npm_execpath'];
  if (cli !== undefined && /npm-cli\.c?js$/.test(cli)) return [process.execPath, cli];
  // A .cmd file needs its shell, and cmd.exe is one program that finds it.
  return process.platform === 'win32' ? ['cmd.exe', '/c', 'npm'] : ['npm'];
}

function findNode() {
  for (const path of PINNED_NODES) {
    const file = join(MODULES, path);
    if (existsSync(file)) return file;
  }
  if (Number.parseInt(process.versions.node, 10) >= REQUIRED_MAJOR) return process.execPath;
  throw new BootstrapError(
    `Parley needs Node ${REQUIRED_MAJOR}, this is ${process.version}, and npm has none for ${process.platform}-${process.arch}: install Node ${REQUIRED_MAJOR} from nodejs.org and run this again.`,
  );
}

/**
 * Runs a program to its end with our terminal, passing on the signals that we get. Ctrl-C reaches it from the terminal as
 * well, and npm passes it on to us once more: what runs here must bear a signal twice.
 * @param {readonly string[]} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, stdio: import('node:child_process').StdioOptions }} options
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null }>}
 */
function run([program = '', ...first], args, { env = process.env, stdio }) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...first, ...args], { cwd: ROOT, env, stdio });
    /** @param {NodeJS.Signals} signal */
    const passOn = (signal) => void child.kill(signal);
    for (const signal of SIGNALS) process.on(signal, passOn);
    const stopWatching = watchParent(() => child.kill('SIGTERM'));
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      stopWatching();
      for (const name of SIGNALS) process.off(name, passOn);
      resolve({ code, signal });
    });
  });
}

/** @type {readonly NodeJS.Signals[]} */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * npm has no channel to us; that it was killed shows in our new parent, or in the new parent of the shell between us.
 * Without npm there is no telling a crash from `nohup node build/bootstrap.mjs start &`, so then nobody watches.
 * @param {() => void} onGone
 */
function watchParent(onGone) {
  if (process.env['npm_lifecycle_event'] === undefined) return () => undefined;
  const before = ancestry();
  const timer = setInterval(() => {
    if (ancestry() === before) return;
    clearInterval(timer);
    onGone();
  }, PARENT_POLL_MS);
  return () => clearInterval(timer);
}

/** Our parent's process id; followed by its parent's when it is npm's shell, which only Linux tells without a program. */
function ancestry() {
  const parent = process.ppid;
  const status = process.platform === 'linux' ? readIfPresent(`/proc/${parent}/status`) : undefined;
  const [, name, grandparent] = /^Name:\s*(\S+)[^]*^PPid:\s*(\d+)/m.exec(status ?? '') ?? [];
  return /^(sh|dash|bash|ash|busybox)$/.test(name ?? '') ? `${parent} ${grandparent}` : `${parent}`;
}

/**
 * @param {string} entry
 * @param {readonly string[]} words what stands behind the name of the entry
 */
async function handOver(entry, words) {
  const env = {
    ...process.env,
    PATH: `${join(MODULES, '.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
    // Compiled code is kept from one start to the next.
    NODE_COMPILE_CACHE: join(MODULES, '.cache', 'parley-compiled'),
  };
  // Early releases of Node 24 warn that running TypeScript is an experiment.
  const args = ['--disable-warning=ExperimentalWarning', join(ROOT, entry), ...words];
  // The channel carries nothing: that it breaks tells the other side of our end, even by SIGKILL.
  /** @type {import('node:child_process').StdioOptions} */
  const stdio = ['inherit', 'inherit', 'inherit', 'ipc'];
  const { code, signal } = await run([findNode()], args, { env, stdio });
  process.exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

const [, , name = '', ...words] = process.argv;
const entry = ENTRIES[name];
try {
  if (entry === undefined)
    throw new BootstrapError(`Usage: node build/bootstrap.mjs ${Object.keys(ENTRIES).join('|')}`);
  await ensurePackages();
  await handOver(entry, words);
} catch (error) {
  if (!(error instanceof BootstrapError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
