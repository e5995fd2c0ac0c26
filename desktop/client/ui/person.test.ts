import { describe, expect, it } from 'vitest';
import { initialsOf, personColour } from './person.ts';

describe('initials', () => {
  it.each([
    ['Ada Lovelace', 'AL'],
    ['grace', 'G'],
    ['  Jean-Luc  Picard ', 'JP'],
    ['王小明', '小明'],
    ['王明', '王明'],
    ['🦊 fox', '🦊F'],
    ['', ''],
  ])('of %j are %j', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});

describe('the colour of a person', () => {
  it('is the same each time for the same key', () => {
    expect(personColour('3f2c')).toBe(personColour('3f2c'));
  });

  it('spreads over all eight tokens', () => {
    const colours = new Set(Array.from({ length: 200 }, (_, index) => personColour(`p${index}`)));
    expect(colours.size).toBe(8);
  });
});
