// `npm run fuzz -- [messages|media|sockets] [--seed n] …`: the long versions of what `npm test` does shortly, against
// servers and workers of their own. Ends with 1 when something was found. docs/security.md says more.
import { parseArgs } from 'node:util';
import { createProgress } from '../start/progress.ts';
import { prepareWorker } from '../worker/prepareWorker.ts';
import { fuzzMedia } from './fuzzMedia.ts';
import { fuzzMessages } from './fuzzMessages.ts';
import { fuzzSockets } from './fuzzSockets.ts';

const MODES = {
  messages: fuzzMessages,
  media: fuzzMedia,
  sockets: fuzzSockets,
} as const;

const USAGE = `npm run fuzz -- [messages] [--seed n] [--messages n] [--attack n]
npm run fuzz -- media [--seed n] [--packets n]
npm run fuzz -- sockets [--sockets n]`;

function read(): { mode: keyof typeof MODES; numbers: Partial<Record<string, number>> } | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        seed: { type: 'string' },
        messages: { type: 'string' },
        attack: { type: 'string' },
        packets: { type: 'string' },
        sockets: { type: 'string' },
      },
    });
    const [mode = 'messages', ...others] = positionals;
    const numbers = Object.entries(values).map(([name, text]) => [name, Number(text)] as const);
    const isSound = others.length === 0 && numbers.every(([, value]) => Number.isInteger(value));
    if (!isSound || !isMode(mode)) return null;
    return { mode, numbers: Object.fromEntries(numbers) };
  } catch {
    // An option that is none: the usage says which there are.
    return null;
  }
}

function isMode(name: string): name is keyof typeof MODES {
  return Object.hasOwn(MODES, name);
}

const asked = read();
if (!asked) {
  console.error(USAGE);
  process.exit(2);
}
const progress = createProgress(console.log, Date.now);
process.env['MEDIASOUP_WORKER_BIN'] = await prepareWorker({ log: progress });
const isSound = await MODES[asked.mode](asked.numbers, progress);
process.exit(isSound ? 0 : 1);
