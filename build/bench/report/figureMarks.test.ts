import { expect, it } from 'vitest';
import { figuresOf, replaceFigures } from './figureMarks.ts';

const BEGIN = '<!-- figures: begin (written by `npm run bench -- --write`) -->';
const END = '<!-- figures: end -->';

it('replaces what stands between the marks, and nothing else', () => {
  const once = replaceFigures(`before\n${BEGIN}\nold\n${END}\nafter\n`, 'new');
  expect(once).toBe(`before\n${BEGIN}\n\nnew\n${END}\nafter\n`);
  expect(figuresOf(once).trim()).toBe('new');
});

it('refuses a document without the marks', () => {
  expect(() => replaceFigures('nothing here', 'new')).toThrow('lacks the lines');
  expect(() => figuresOf(`${END}\n${BEGIN}`)).toThrow('lacks the lines');
});
