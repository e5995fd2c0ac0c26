/** Below this a microphone hears the room, not a voice. */
const VOICE = 0.04;
/** From here on the ring does not get any stronger. */
const LOUD = 0.35;
const FAINTEST = 0.35;

/** How strongly the ring around a tile shows for a loudness of 0..1. */
export function ringOpacity(level: number): number {
  if (level < VOICE) return 0;
  const loudness = Math.min(1, (level - VOICE) / (LOUD - VOICE));
  return FAINTEST + (1 - FAINTEST) * Math.sqrt(loudness);
}
