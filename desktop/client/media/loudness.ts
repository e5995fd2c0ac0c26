/** Below this, a meter shows nothing: the noise of a quiet room. */
const FLOOR_DB = -60;

/**
 * Loudness as people hear it.
 * @param amplitude 0..1, linear: an RMS of samples or a receiver's `audioLevel`
 * @returns 0..1, linear in decibels
 */
export function toLoudness(amplitude: number): number {
  if (!(amplitude > 0)) return 0;
  const db = 20 * Math.log10(amplitude);
  return Math.min(1, Math.max(0, 1 - db / FLOOR_DB));
}

/** @returns the root mean square of samples in -1..1 */
export function rms(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length);
}
