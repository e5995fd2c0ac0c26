import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type IReporterOutput } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import rules from '../../.dependency-cruiser.js';

/**
 * A tiny house with one wrong door per rule. If a newer compiler or a typing mistake made the tool
 * see nothing, it would pass any tree; this test then fails.
 */
const VIOLATIONS: Record<string, Record<string, string>> = {
  'no-cycles': {
    'server/ops/a.ts': "import './b.ts';",
    'server/ops/b.ts': "import './a.ts';",
  },
  'no-unresolved': { 'server/ops/a.ts': "import './nowhere.ts';" },
  'contracts-zod-only': { 'shared/domain/a.ts': "import 'node:fs';" },
  'media-node-node-and-mediasoup': {
    'shared/media-node/a.ts': "import '../../server/config.ts';",
    'server/config.ts': 'export {};',
  },
  'media-node-is-driven-by-two': {
    'server/rooms/a.ts': "import '../../shared/media-node/index.ts';",
    'shared/media-node/index.ts': 'export {};',
  },
  'client-is-a-browser': {
    'desktop/client/app/a.ts': "import '../../host/recorder.ts';",
    'desktop/host/recorder.ts': 'export {};',
  },
  'client-no-node': { 'desktop/client/app/a.ts': "import 'node:fs';" },
  'no-react-below': {
    'desktop/client/media/a.ts': "import '../ui/index.ts';",
    'desktop/client/ui/index.ts': 'export {};',
  },
  'ui-knows-no-meeting': {
    'desktop/client/ui/a.ts': "import '../../../shared/errors.ts';",
    'shared/errors.ts': 'export {};',
  },
  'client-features-by-their-door': {
    'desktop/client/features/home/a.ts': "import '../lobby/inside.ts';",
    'desktop/client/features/lobby/inside.ts': 'export {};',
  },
  'electron-in-the-shell-only': {
    'desktop/electron/shell/a.ts': "import 'electron';",
    'node_modules/electron/package.json': '{"name":"electron","main":"index.js"}',
    'node_modules/electron/index.js': '',
  },
  'host-knows-no-shell': {
    'desktop/host/a.ts': "import '../electron/main.ts';",
    'desktop/electron/main.ts': 'export {};',
  },
  'features-are-pure': {
    'server/meetings/a.ts': "import '../db/index.ts';",
    'server/db/index.ts': 'export {};',
  },
  'server-features-by-their-door': {
    'server/rooms/a.ts': "import '../meetings/inside.ts';",
    'server/meetings/inside.ts': 'export {};',
  },
  'media-knows-no-socket': {
    'server/media/a.ts': "import '../signaling/index.ts';",
    'server/signaling/index.ts': 'export {};',
  },
  'server-and-desktop-apart': {
    'server/http/a.ts': "import '../../desktop/client/app/a.ts';",
    'desktop/client/app/a.ts': 'export {};',
  },
  'desktop-and-server-apart': {
    'desktop/host/a.ts': "import '../../server/config.ts';",
    'server/config.ts': 'export {};',
  },
};

const names = (rules.forbidden ?? []).map(({ name }) => name ?? '').sort();
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'parley-layers-'));
});
afterAll(() => rm(root, { recursive: true }));

describe('the layers', () => {
  test('every rule has a violation that tries it', () => {
    expect(Object.keys(VIOLATIONS).sort()).toEqual(names);
  });

  test.each(Object.entries(VIOLATIONS))('%s bites', async (name, files) => {
    const house = join(root, name);
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(house, path)), { recursive: true });
      await writeFile(join(house, path), text);
    }
    expect(await violatedRules(house)).toContain(name);
  });
});

async function violatedRules(house: string): Promise<string[]> {
  const folders = ['server', 'shared', 'desktop'];
  const present: string[] = [];
  for (const folder of folders) {
    await mkdir(join(house, folder), { recursive: true });
    present.push(folder);
  }
  const { options, ...ruleSet } = rules;
  const report: IReporterOutput = await cruise(present, {
    ...options,
    baseDir: house,
    validate: true,
    ruleSet,
  });
  if (typeof report.output === 'string') throw new Error('expected a cruise result');
  return report.output.summary.violations.map(({ rule }) => rule.name);
}
