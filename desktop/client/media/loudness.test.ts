import { describe, expect, it } from 'vitest';
import { rms, toLoudness } from './loudness.ts';

describe('toLoudness', () => {
  it('runs from 0 at -60 dB to 1 at full scale, linear in decibels', () => {
    expect(toLoudness(0)).toBe(0);
    expect(toLoudness(0.001)).toBeCloseTo(0);
    expect(toLoudness(0.0316228)).toBeCloseTo(0.5, 3);
    expect(toLoudness(1)).toBe(1);
  });

  it('stays within 0..1 whatever it is given', () => {
    expect(toLoudness(4)).toBe(1);
    expect(toLoudness(0.00001)).toBe(0);
    expect(toLoudness(Number.NaN)).toBe(0);
  });
});

describe('rms', () => {
  it('is the amplitude of a square wave and nothing for silence', () => {
    expect(rms(new Float32Array([0.5, -0.5, 0.5, -0.5]))).toBeCloseTo(0.5);
    expect(rms(new Float32Array(8))).toBe(0);
    expect(rms(new Float32Array())).toBe(0);
  });
});
