import { describe, expect, it } from 'vitest';
import { contrastRatio } from './contrast.ts';
import css from './tokens.css?raw';

type Theme = 'light' | 'dark';

/** The hex value of a colour token in one theme. */
function colour(token: string, theme: Theme): string {
  const declared = new RegExp(`--${token}: ([^;]+);`).exec(css)?.[1];
  const hex = declared?.match(/#[0-9a-f]{6,8}/g) ?? [];
  const value = theme === 'dark' ? (hex[1] ?? hex[0]) : hex[0];
  if (!value) throw new Error(`tokens.css has no colour --${token}`);
  return value.slice(0, 7);
}

const GROUNDS = ['ground', 'surface', 'surface-raised', 'surface-sunken', 'surface-hover'];
const STAGE_GROUNDS = ['stage', 'stage-tile', 'stage-bar', 'stage-hover'];

const TEXT_PAIRS: [text: string, grounds: string[]][] = [
  ['text', [...GROUNDS, 'surface-pressed', 'accent-soft', 'danger-soft', 'warning-soft']],
  ['text-muted', GROUNDS],
  ['accent-text', [...GROUNDS, 'accent-soft']],
  ['danger-text', [...GROUNDS, 'danger-soft']],
  ['warning-text', ['ground', 'surface', 'surface-raised', 'warning-soft']],
  ['text-on-strong', ['accent', 'accent-hover', 'accent-pressed']],
  ['danger-on-strong', ['danger', 'danger-hover', 'danger-pressed', 'stage-danger']],
  ['danger-on-strong', Array.from({ length: 8 }, (_, index) => `person-${index + 1}`)],
  ['stage-text', [...STAGE_GROUNDS, 'stage-pressed', 'stage-pill']],
  ['stage-text-muted', STAGE_GROUNDS],
];

const SHAPE_PAIRS: [shape: string, grounds: string[]][] = [
  ['accent', ['ground', 'surface', 'surface-raised']],
  ['focus-ring', GROUNDS],
  ['line-strong', ['ground', 'surface', 'surface-raised']],
  ['danger', ['ground', 'surface', 'surface-raised']],
  ['warning', ['ground', 'surface', 'surface-raised']],
  ['stage-accent', STAGE_GROUNDS],
  ['stage-danger', ['stage', 'stage-tile', 'stage-bar']],
  ['stage-warning', STAGE_GROUNDS],
];

describe.each(['light', 'dark'] as const)('colours of the %s theme', (theme) => {
  const flat = (pairs: [string, string[]][]) =>
    pairs.flatMap(([front, backs]) => backs.map((back) => ({ front, back })));

  it.each(flat(TEXT_PAIRS))('--$front is readable on --$back (4.5:1)', ({ front, back }) => {
    expect(contrastRatio(colour(front, theme), colour(back, theme))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(flat(SHAPE_PAIRS))('--$front can be told from --$back (3:1)', ({ front, back }) => {
    expect(contrastRatio(colour(front, theme), colour(back, theme))).toBeGreaterThanOrEqual(3);
  });
});
