import { expect, test } from 'vitest';
import type { Settings } from '../../host/settings/index.ts';
import { takeStartedBeside } from './startedBeside.ts';

test.each([
  ['http://localhost:8080/', [{ serverUrl: 'http://localhost:8080' }], 0],
  ['localhost', [], 1],
  ['file:///etc', [], 1],
  ['', [], 0],
  [undefined, [], 0],
])('PARLEY_SERVER_URL=%s changes %j and never fails a start', async (named, changes, lines) => {
  const changed: Partial<Settings>[] = [];
  const told: string[] = [];
  const change = (settings: Partial<Settings>) => Promise.resolve(void changed.push(settings));
  await takeStartedBeside(named, { change }, (line) => told.push(line));
  expect(changed).toEqual(changes);
  expect(told).toHaveLength(lines);
});
