/** Lengths as in `shared/contracts/accounts.ts`; here they name the sentence that tells the person. */
export const PASSWORD_MIN = 10;
const PASSWORD_MAX = 128;
const NAME_MAX = 60;

export function checkEmail(email: string): 'emailMissing' | null {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()) ? null : 'emailMissing';
}

export function checkNewPassword(password: string): 'passwordTooShort' | 'passwordTooLong' | null {
  if (password.length < PASSWORD_MIN) return 'passwordTooShort';
  return password.length > PASSWORD_MAX ? 'passwordTooLong' : null;
}

export function checkName(name: string): 'nameMissing' | 'nameTooLong' | null {
  const trimmed = name.trim();
  if (trimmed === '') return 'nameMissing';
  return trimmed.length > NAME_MAX ? 'nameTooLong' : null;
}
