import { displayName } from '../../../../shared/contracts/index.ts';
import type { Refusal } from './door.ts';

export type NameProblem = 'nameMissing' | 'nameTooLong';
export type PasscodeProblem = 'passcodeMissing' | 'passcodeWrong' | 'passcodeRateLimited';

/** @returns the name as the server will store it, or what is wrong with it */
export function checkName(
  typed: string,
): { kind: 'good'; name: string } | { kind: 'bad'; problem: NameProblem } {
  const result = displayName.safeParse(typed);
  if (result.success) return { kind: 'good', name: result.data };
  return { kind: 'bad', problem: typed.trim() === '' ? 'nameMissing' : 'nameTooLong' };
}

/** What the last refusal says about the passcode; null: nothing. */
export function passcodeProblem(refusal: Refusal | null): PasscodeProblem | null {
  switch (refusal?.code) {
    case 'passcode_required':
      return 'passcodeMissing';
    case 'wrong_passcode':
      return 'passcodeWrong';
    case 'rate_limited':
      return 'passcodeRateLimited';
    default:
      return null;
  }
}
