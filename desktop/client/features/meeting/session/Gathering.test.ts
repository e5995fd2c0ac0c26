import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../platform/fakeClock.ts';
import { Gathering } from './Gathering.ts';

function setUp() {
  const clock = createFakeClock();
  const told: string[] = [];
  return { clock, told, gathering: new Gathering(clock, (names) => told.push(names.join(' '))) };
}

describe('Gathering', () => {
  it('tells ten who come within a second once, and swallows none', () => {
    const { clock, told, gathering } = setUp();
    for (let person = 0; person < 10; person += 1) {
      gathering.add(`P${person}`);
      clock.advance(70);
    }
    clock.advance(1000);
    expect(told).toEqual(['P0 P1 P2 P3 P4 P5 P6 P7 P8 P9']);
  });

  it('tells one who comes alone within a second', () => {
    const { clock, told, gathering } = setUp();
    gathering.add('Ana');
    clock.advance(1000);
    expect(told).toEqual(['Ana']);
  });

  it('gathers those who follow at once, so that it does not talk without an end', () => {
    const { clock, told, gathering } = setUp();
    gathering.add('Ana');
    clock.advance(1000);
    gathering.add('Bo');
    clock.advance(1000);
    gathering.add('Cy');
    expect(told).toEqual(['Ana']);
    clock.advance(3000);
    expect(told).toEqual(['Ana', 'Bo Cy']);
  });

  it('says nothing more once it is closed', () => {
    const { clock, told, gathering } = setUp();
    gathering.add('Ana');
    gathering.close();
    clock.advance(10_000);
    expect(told).toEqual([]);
    expect(clock.pendingCount).toBe(0);
  });
});
