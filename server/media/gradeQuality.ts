import type { Quality } from '../../shared/contracts/index.ts';

export interface NetworkFacts {
  /** ICE has lost the way to this peer. */
  isPathLost: boolean;
  /** For each stream that the peer sends and has not paused, the scores of its layers (mediasoup's: 10 perfect, 0 nothing). */
  sent: readonly (readonly number[])[];
  /** The scores of the sounds that flow to the peer, and of the pictures. */
  heard: readonly number[];
  seen: readonly number[];
}

/** mediasoup's score falls with the fourth power of what arrives: 8 is 5 % lost, 5 is 16 % lost. */
const GOOD_FROM = 8;
const FAIR_FROM = 5;

/**
 * The worst counts: of the directions, and of sound and picture in each. Lost pictures are sent again, and
 * their scores forgive what arrives late; sound is not, so that a line's loss shows in it. Upwards a stream
 * is as good as its best layer: a browser that saves stops the others by itself. Downwards the mean counts,
 * since all streams share one path.
 */
export function gradeQuality({ isPathLost, sent, heard, seen }: NetworkFacts): Quality {
  if (isPathLost) return 'poor';
  const upwards = sent.filter((layers) => layers.length > 0).map((layers) => Math.max(...layers));
  const worst = Math.min(10, ...upwards, mean(heard), mean(seen));
  if (worst >= GOOD_FROM) return 'good';
  return worst >= FAIR_FROM ? 'fair' : 'poor';
}

/** Of nothing: perfect, since nothing is known against it. */
function mean(scores: readonly number[]): number {
  if (scores.length === 0) return 10;
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}
