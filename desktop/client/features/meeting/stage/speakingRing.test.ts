import { describe, expect, it } from 'vitest';
import { ringOpacity } from './speakingRing.ts';

describe('ringOpacity', () => {
  it('shows nothing for the noise of a room', () => {
    expect(ringOpacity(0)).toBe(0);
    expect(ringOpacity(0.02)).toBe(0);
  });

  it('shows a quiet voice clearly and a loud one fully', () => {
    expect(ringOpacity(0.05)).toBeGreaterThan(0.35);
    expect(ringOpacity(1)).toBe(1);
  });

  it('stays the same while a voice does, ten times a second', () => {
    const voice = [0.2, 0.203, 0.198, 0.201, 0.199];
    expect(new Set(voice.map(ringOpacity)).size).toBe(1);
  });

  it('grows with the level', () => {
    const levels = [0.05, 0.1, 0.2, 0.3, 0.35];
    const opacities = levels.map(ringOpacity);
    expect([...opacities].sort((a, b) => a - b)).toEqual(opacities);
  });
});
