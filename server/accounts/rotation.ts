/**
 * Two tabs of one browser share a refresh token and may present it at the same moment, and an answer may get
 * lost on its way, with the line or the database gone for half a minute. So for this long after a rotation the
 * token before counts once more and leads to a sibling of its successor. Siblings do not weaken what follows: as soon as one of them is used, the others are old, and
 * whoever presents one of those ends the family, thief and owner alike.
 */
export const ROTATION_GRACE_MS = 60_000;

/** An idle session ends after this long. */
export const SESSION_LIFETIME_MS = 30 * 24 * 60 * 60 * 1000;

export type Presentation = 'rotate' | 'sibling' | 'reused' | 'expired' | 'revoked';

export interface FamilyState {
  generation: number;
  rotatedAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
}

/**
 * What it means that a token of that generation is presented now.
 * @param isUnanswered Its successor was made, perhaps, but never left this server: there is no grace to run out.
 */
export function judgePresentation(
  family: FamilyState,
  tokenGeneration: number,
  now: Date,
  isUnanswered = false,
): Presentation {
  if (family.revokedAt !== null) return 'revoked';
  if (family.expiresAt <= now) return 'expired';
  if (tokenGeneration === family.generation) return 'rotate';
  const isInGrace =
    tokenGeneration === family.generation - 1 &&
    (isUnanswered || now.getTime() - family.rotatedAt.getTime() <= ROTATION_GRACE_MS);
  return isInGrace ? 'sibling' : 'reused';
}
