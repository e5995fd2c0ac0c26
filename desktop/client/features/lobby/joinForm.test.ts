import { describe, expect, it } from 'vitest';
import { checkName, passcodeProblem } from './joinForm.ts';

describe('checkName', () => {
  it('[J6] asks for a name and trims it as the server does', () => {
    expect(checkName('  Ana   B. ')).toEqual({ kind: 'good', name: 'Ana B.' });
    expect(checkName('   ')).toEqual({ kind: 'bad', problem: 'nameMissing' });
    expect(checkName('x'.repeat(61))).toEqual({ kind: 'bad', problem: 'nameTooLong' });
  });
});

describe('passcodeProblem', () => {
  it('[J2] tells a missing passcode from a wrong one and from too many', () => {
    expect(passcodeProblem({ code: 'passcode_required' })).toBe('passcodeMissing');
    expect(passcodeProblem({ code: 'wrong_passcode' })).toBe('passcodeWrong');
    expect(passcodeProblem({ code: 'rate_limited' })).toBe('passcodeRateLimited');
    expect(passcodeProblem({ code: 'meeting_full' })).toBeNull();
    expect(passcodeProblem(null)).toBeNull();
  });
});
