/** Below this a microphone hears the room, not a voice. */
const VOICE = 0.04;
/** From here on the ring does not get any stronger. */
const LOUD = 0.35;
const FAINTEST = 0.35;
/** Finer differences are not seen, and each change has the page drawn anew. */
const STEP = 1 / 8;

/** How strongly the ring around a tile shows for a loudness of 0..1. */
export function ringOpacity(level: number): number {
  if (level < VOICE) return 0;
  const loudness = Math.min(1, (level - VOICE) / (LOUD - VOICE));
  return Math.round((FAINTEST + (1 - FAINTEST) * Math.sqrt(loudness)) / STEP) * STEP;
}
