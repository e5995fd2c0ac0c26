import { describe, expect, it } from 'vitest';
import { findSettings } from './findSettings.ts';

const setting = (id: string, ...words: string[]) => ({ id, words, content: null });
const sections = [
  { id: 'look', title: 'Appearance', settings: [setting('theme', 'Theme', 'Dark')] },
  {
    id: 'sign',
    title: 'Sign-in',
    settings: [setting('password', 'Password'), setting('out', 'Sign out everywhere')],
  },
];
const found = (text: string) =>
  findSettings(sections, text).flatMap((section) => section.settings.map(({ id }) => id));

describe('searching the settings', () => {
  it('shows all while nothing is typed', () => {
    expect(found('  ')).toEqual(['theme', 'password', 'out']);
  });

  it('finds by any word of a setting, in any case', () => {
    expect(found('DARK')).toEqual(['theme']);
  });

  it('wants every word that is typed', () => {
    expect(found('sign everywhere')).toEqual(['out']);
  });

  it('drops sections that have nothing left', () => {
    expect(findSettings(sections, 'password').map(({ id }) => id)).toEqual(['sign']);
  });

  it('finds a whole section by its name', () => {
    expect(found('sign-in')).toEqual(['password', 'out']);
  });
});
