// `npm run turn`: a TURN relay for people whose networks let them reach nothing else (docs/turn.md). It runs Debian's
// coturn with credentials that the server makes, and lets it send to the media nodes only.
import { spawn } from 'node:child_process';
import { lookup } from 'node:dns/promises';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError, loadConfig, type Config } from '../../server/config.ts';
import { loadServerSecret } from '../../server/storage/index.ts';
import { coturnConfig, deriveTurnSecret, type CoturnOptions } from '../../server/turn/index.ts';
import { ensureDebianPackages } from '../system/ensureDebianPackages.ts';
import { readOsRelease } from '../system/isDebian.ts';
import { SetupError } from '../system/SetupError.ts';

const USAGE = `npm run turn                 run a relay here, in the foreground
npm run turn -- --print      print coturn's configuration, for its own service
npm run turn -- --secret     print the secret, for a server or a relay on another machine
  --external-ip <public[/private]>   the relay is behind NAT
  --cert <file> --key <file>         PEM files, for turns: URLs
  --relay-ports <min>-<max>          UDP ports of the relayed side (49160-49660)
  --peer <address>                   a further media node; may be given again`;

const options = {
  print: { type: 'boolean', default: false },
  secret: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
  'external-ip': { type: 'string' },
  cert: { type: 'string' },
  key: { type: 'string' },
  'relay-ports': { type: 'string', default: '49160-49660' },
  peer: { type: 'string', multiple: true },
} as const;

/** Account that Debian's package makes for the relay. */
const DEBIAN_USER = 'turnserver';

async function main(): Promise<number> {
  const { values } = readArguments();
  if (values.help) return say(USAGE);
  const config = loadConfig();
  const secret = config.turn?.secret ?? (await deriveFromServer(config));
  if (values.secret) return say(secret);
  if (!config.turn) {
    throw new SetupError(
      'Set PARLEY_TURN_URLS in .env to where clients reach the relay, such as turn:turn.example.org:3478?transport=udp,turn:turn.example.org:3478?transport=tcp.',
    );
  }
  const { urls } = config.turn;
  const needsTls = urls.some((url) => url.startsWith('turns:'));
  if (needsTls && !(values.cert && values.key)) {
    throw new SetupError('PARLEY_TURN_URLS names turns:, which needs --cert and --key.');
  }
  const isDebian = readOsRelease().get('ID') === 'debian';
  const text = coturnConfig({
    urls,
    secret,
    mediaAddresses: await resolveAll([config.media.announcedAddress, ...(values.peer ?? [])]),
    externalIp: values['external-ip'] ?? null,
    tls:
      values.cert && values.key ? { cert: resolve(values.cert), key: resolve(values.key) } : null,
    relayPorts: readPorts(values['relay-ports']),
    user: isDebian ? DEBIAN_USER : null,
  });
  if (values.print) return say(text);
  if (isDebian) await ensureDebianPackages(['coturn'], { log: console.error });
  return runRelay(text);
}

function readArguments() {
  try {
    return parseArgs({ options, strict: true });
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new SetupError(`${problem}. See npm run turn -- --help.`);
  }
}

function say(text: string): number {
  process.stdout.write(`${text.trimEnd()}\n`);
  return 0;
}

/** The server's own key file, which a server of the same data folder reads too. */
async function deriveFromServer({ dataDir }: Config): Promise<string> {
  return deriveTurnSecret(await loadServerSecret(join(dataDir, 'server.key')));
}

async function resolveAll(hosts: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    hosts.map((host) =>
      lookup(host, { all: true }).catch(() => {
        throw new SetupError(`${host}, where the media is, has no address here: see your DNS.`);
      }),
    ),
  );
  return [...new Set(found.flat().map(({ address }) => address))];
}

function readPorts(text: string): CoturnOptions['relayPorts'] {
  const [min = 0, max = 0] = text.split('-').map(Number);
  if (Number.isInteger(min) && Number.isInteger(max) && min >= 1024 && max <= 65_535 && min <= max)
    return { min, max };
  throw new SetupError('--relay-ports must be two ports from 1024 to 65535, such as 49160-49660.');
}

/** The secret goes into a file that only this account reads, as arguments are for all to see. */
async function runRelay(text: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-turn-'));
  try {
    const path = join(folder, 'turnserver.conf');
    await writeFile(path, text, { mode: 0o600 });
    const relay = spawn('turnserver', ['-c', path], { stdio: ['ignore', 'inherit', 'inherit'] });
    let isAsked = false;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        isAsked = true;
        relay.kill('SIGTERM');
      });
    }
    return await new Promise<number>((done, fail) => {
      // Killed by a signal that nobody asked for, it has failed: a supervisor starts it again.
      relay.on('exit', (code) => done(code ?? (isAsked ? 0 : 1)));
      relay.on('error', () =>
        fail(new SetupError('turnserver was not found: install coturn, then run this again.')),
      );
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof SetupError || error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
