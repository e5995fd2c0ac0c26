import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { AccessTokens } from './AccessTokens.ts';
import { Authenticator } from './Authenticator.ts';
import type { RefreshFamily, User } from './records.ts';

const now = () => new Date('2026-11-21T08:00:00Z');
const tokens = new AccessTokens(new Uint8Array(32).fill(7), now);
const familyId = '0197a000-0000-4000-8000-000000000002';

let user: User;
let family: RefreshFamily;
let token: string;

beforeEach(async () => {
  user = {
    id: '0197a000-0000-4000-8000-000000000001',
    email: 'ada@example.org',
    passwordHash: '',
    displayName: 'Ada',
    role: 'member',
    locale: null,
    avatarVersion: 'v1',
    createdAt: now(),
    lastSeenAt: null,
    bannedAt: null,
    banReason: null,
  };
  family = {
    id: familyId,
    userId: user.id,
    client: 'desktop',
    generation: 0,
    createdAt: now(),
    rotatedAt: now(),
    expiresAt: new Date('2026-12-21T08:00:00Z'),
    revokedAt: null,
  };
  token = (await tokens.sign({ userId: user.id, familyId })).token;
});

const answerNow = () => Promise.resolve({ family: { ...family }, user: { ...user } });

test('a busy client costs one query', async () => {
  const findWithUser = vi.fn(answerNow);
  const authenticator = new Authenticator(tokens, { findWithUser }, now);
  for (let request = 0; request < 5; request++) {
    expect(await authenticator.authenticate(token)).toEqual({
      id: user.id,
      displayName: 'Ada',
      role: 'member',
      avatarUrl: `/api/v1/users/${user.id}/avatar?v=v1`,
      familyId,
    });
  }
  expect(findWithUser).toHaveBeenCalledTimes(1);
});

test('a ban counts from the next request on', async () => {
  const authenticator = new Authenticator(tokens, { findWithUser: answerNow }, now);
  await authenticator.authenticate(token);
  user.bannedAt = now();
  user.banReason = 'Spam.';
  authenticator.forget(user.id);
  await expect(authenticator.authenticate(token)).rejects.toMatchObject({
    code: 'account_banned',
    message: 'This account has been banned. Reason: Spam. Ask your administrator.',
  });
});

test('an answer that was on its way while the account was banned is not remembered', async () => {
  const gate = Promise.withResolvers<void>();
  const findWithUser = vi.fn(async () => {
    const before = await answerNow();
    await gate.promise;
    return before;
  });
  const authenticator = new Authenticator(tokens, { findWithUser }, now);
  const early = authenticator.authenticate(token);
  await vi.waitFor(() => expect(findWithUser).toHaveBeenCalled());
  user.bannedAt = now();
  authenticator.forget(user.id);
  gate.resolve();
  // It was asked before the ban, so it may still pass; the next may not.
  await early;
  await expect(authenticator.authenticate(token)).rejects.toMatchObject({ code: 'account_banned' });
});

describe('while the database is away', () => {
  const away = () => Promise.reject(new AppError('unavailable', 'away'));
  const longAfter = () => vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 60_000);
  afterEach(() => vi.restoreAllMocks());

  test('whoever was known before is let in', async () => {
    const findWithUser = vi.fn<() => Promise<Awaited<ReturnType<typeof answerNow>>>>(answerNow);
    const authenticator = new Authenticator(tokens, { findWithUser }, now);
    await authenticator.authenticate(token);
    longAfter();
    findWithUser.mockImplementation(away);
    expect(await authenticator.authenticate(token)).toMatchObject({ id: user.id });
    // Nor does each request wait for it anew.
    await authenticator.authenticate(token);
    expect(findWithUser).toHaveBeenCalledTimes(2);
  });

  test('a stranger is told to come again, and so is who was changed just before', async () => {
    const findWithUser = vi.fn<() => Promise<Awaited<ReturnType<typeof answerNow>>>>(away);
    const authenticator = new Authenticator(tokens, { findWithUser }, now);
    await expect(authenticator.authenticate(token)).rejects.toMatchObject({ code: 'unavailable' });
    findWithUser.mockImplementation(answerNow);
    await authenticator.authenticate(token);
    authenticator.forget(user.id);
    findWithUser.mockImplementation(away);
    await expect(authenticator.authenticate(token)).rejects.toMatchObject({ code: 'unavailable' });
  });
});

test.each([
  ['revoked', () => (family.revokedAt = now())],
  ['expired', () => (family.expiresAt = now())],
] as const)('a session that is %s is over, whatever the token says', async (_state, end) => {
  end();
  const authenticator = new Authenticator(tokens, { findWithUser: answerNow }, now);
  await expect(authenticator.authenticate(token)).rejects.toMatchObject({
    code: 'unauthenticated',
  });
});

test('a session of another account or of none is refused', async () => {
  const gone = new Authenticator(tokens, { findWithUser: () => Promise.resolve(null) }, now);
  await expect(gone.authenticate(token)).rejects.toMatchObject({ code: 'unauthenticated' });
  user.id = '0197a000-0000-4000-8000-00000000000f';
  const mixed = new Authenticator(tokens, { findWithUser: answerNow }, now);
  await expect(mixed.authenticate(token)).rejects.toMatchObject({ code: 'unauthenticated' });
});
