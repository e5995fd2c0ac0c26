import { describe, expect, it } from 'vitest';
import { routes } from '../../../../shared/contracts/index.ts';
import { checkEmail, checkName, checkNewPassword } from './checks.ts';

const { email, password, displayName } = routes.register.body.shape;

describe('what the form refuses, the server refuses too, and the other way round', () => {
  it.each(['ada@example.org', ' Ada@Example.org ', 'ada', 'ada@', 'a b@example.org', ''])(
    'e-mail address %j',
    (text) => {
      expect(checkEmail(text) === null).toBe(email.safeParse(text).success);
    },
  );

  it.each(['123456789', '1234567890', 'x'.repeat(128), 'x'.repeat(129)])('password %j', (text) => {
    expect(checkNewPassword(text) === null).toBe(password.safeParse(text).success);
  });

  it.each(['', '  ', 'Ada', 'x'.repeat(60), 'x'.repeat(61)])('name %j', (text) => {
    expect(checkName(text) === null).toBe(displayName.safeParse(text).success);
  });
});
