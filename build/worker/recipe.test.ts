import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { locateMediasoup } from './mediasoupPackage.ts';
import { recipeDir } from './workerCache.ts';

const { workerDir } = locateMediasoup();
const subprojects = path.join(recipeDir, 'subprojects');
const buildFiles = ['meson.build', 'deps/libwebrtc/meson.build'].map((file) =>
  readFileSync(path.join(workerDir, file), 'utf8'),
);
/** Built on Windows and for mediasoup's own tests only. */
const notOurs = new Set(['wingetopt', 'catch2']);

/** The names of the subprojects that mediasoup asks for, by the variable that holds each. */
function askedFor(): Map<string, string> {
  const asked = new Map<string, string>();
  for (const text of buildFiles) {
    for (const [, variable, name] of text.matchAll(/(\w+) = subproject\(\s*'([^']+)'/g)) {
      if (variable && name && !notOurs.has(name)) asked.set(variable, name);
    }
  }
  return asked;
}

describe('the recipe', () => {
  it('has a subproject for each that mediasoup asks for', () => {
    const names = [...new Set(askedFor().values())];
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !existsSync(path.join(subprojects, name)))).toEqual([]);
  });

  it('answers every variable that mediasoup gets from them', () => {
    const asked = askedFor();
    const unanswered: string[] = [];
    for (const [, variable, wanted] of buildFiles
      .join('\n')
      .matchAll(/(\w+)\.get_variable\('([^']+)'\)/g)) {
      const name = asked.get(variable ?? '');
      if (name === undefined || wanted === undefined) continue;
      const answer = readFileSync(path.join(subprojects, name, 'meson.build'), 'utf8');
      if (!new RegExp(`^${wanted} = `, 'm').test(answer)) unanswered.push(`${name}: ${wanted}`);
    }
    expect(unanswered).toEqual([]);
  });

  it('answers the one dependency that mediasoup names directly', () => {
    const names = [...buildFiles.join('\n').matchAll(/= dependency\('([^']+)'\)/g)];
    expect(names.map(([, name]) => name)).toEqual(['unordered_dense']);
    const answer = readFileSync(path.join(subprojects, 'unordered_dense', 'meson.build'), 'utf8');
    expect(answer).toContain("override_dependency(\n  'unordered_dense'");
  });
});
