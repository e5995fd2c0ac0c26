import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ERROR_CODES } from '../shared/errors.ts';

const REPOSITORY = join(import.meta.dirname, '..');

/** What runs in the server, without what tests it. */
function readSources(): string {
  const files = globSync(['server/**/*.ts', 'shared/media-node/**/*.ts'], { cwd: REPOSITORY });
  const isTest = /\.test\.ts$|[\\/](integration|fakes)[\\/]/;
  return files
    .filter((file) => !isTest.test(file))
    .map((file) => readFileSync(join(REPOSITORY, file), 'utf8'))
    .join('\n');
}

test('no error code is on the closed list without being sent by anybody', () => {
  const sources = readSources();
  const isSent = (code: string) => new RegExp(`(AppError\\(|code:)\\s*'${code}'`).test(sources);
  expect(ERROR_CODES.filter((code) => !isSent(code))).toEqual([]);
});
