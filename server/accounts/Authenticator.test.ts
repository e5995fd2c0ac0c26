import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { AccessTokens } from './AccessTokens.ts';
import { Authenticator } from './Authenticator.ts';
import type { Standing } from './records.ts';

const now = () => new Date('2026-11-21T08:00:00Z');
const tokens = new AccessTokens(new Uint8Array(32).fill(7), now);
const familyId = '0197a000-0000-4000-8000-000000000002';

let standing: Standing;
let token: string;

beforeEach(async () => {
  standing = {
    familyId,
    expiresAt: new Date('2026-12-21T08:00:00Z'),
    revokedAt: null,
    user: {
      id: '0197a000-0000-4000-8000-000000000001',
      displayName: 'Ada',
      role: 'member',
      avatarVersion: 'v1',
      bannedAt: null,
      banReason: null,
    },
  };
  token = (await tokens.sign({ userId: standing.user.id, familyId })).token;
});

const answerNow = () => Promise.resolve([{ ...standing, user: { ...standing.user } }]);

test('a busy client costs one query', async () => {
  const findStandings = vi.fn(answerNow);
  const authenticator = new Authenticator(tokens, { findStandings }, now);
  for (let request = 0; request < 5; request++) {
    expect(await authenticator.authenticate(token)).toEqual({
      id: standing.user.id,
      displayName: 'Ada',
      role: 'member',
      avatarUrl: `/api/v1/users/${standing.user.id}/avatar?v=v1`,
      familyId,
    });
  }
  expect(findStandings).toHaveBeenCalledTimes(1);
});

test('a ban counts from the next request on', async () => {
  const authenticator = new Authenticator(tokens, { findStandings: answerNow }, now);
  await authenticator.authenticate(token);
  standing.user.bannedAt = now();
  standing.user.banReason = 'Spam.';
  authenticator.forget(standing.user.id);
  await expect(authenticator.authenticate(token)).rejects.toMatchObject({
    code: 'account_banned',
    message: 'This account has been banned. Reason: Spam. Ask your administrator.',
  });
});

test('[P5] an answer that was on its way while the account was banned is asked for anew', async () => {
  const gate = Promise.withResolvers<void>();
  const findStandings = vi.fn(async () => {
    const before = await answerNow();
    await gate.promise;
    return before;
  });
  const authenticator = new Authenticator(tokens, { findStandings }, now);
  const early = authenticator.authenticate(token);
  await vi.waitFor(() => expect(findStandings).toHaveBeenCalled());
  standing.user.bannedAt = now();
  authenticator.forget(standing.user.id);
  gate.resolve();
  // The sockets of the account were closed before this one could be among them.
  await expect(early).rejects.toMatchObject({ code: 'account_banned' });
});

test('[P5] a change to another account has nobody asked for anew', async () => {
  const findStandings = vi.fn(answerNow);
  const authenticator = new Authenticator(tokens, { findStandings }, now);
  const early = authenticator.authenticate(token);
  await vi.waitFor(() => expect(findStandings).toHaveBeenCalled());
  authenticator.forget('0197a000-0000-4000-8000-00000000000f');
  await early;
  expect(findStandings).toHaveBeenCalledTimes(1);
});

describe('while the database is away', () => {
  const away = () => Promise.reject(new AppError('unavailable', 'away'));
  const longAfter = () => vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 60_000);
  afterEach(() => vi.restoreAllMocks());

  test('whoever was known before is let in', async () => {
    const findStandings = vi.fn<() => Promise<Awaited<ReturnType<typeof answerNow>>>>(answerNow);
    const authenticator = new Authenticator(tokens, { findStandings }, now);
    await authenticator.authenticate(token);
    longAfter();
    findStandings.mockImplementation(away);
    expect(await authenticator.authenticate(token)).toMatchObject({ id: standing.user.id });
    // Nor does each request wait for it anew.
    await authenticator.authenticate(token);
    expect(findStandings).toHaveBeenCalledTimes(2);
  });

  test('a stranger is told to come again, and so is who was changed just before', async () => {
    const findStandings = vi.fn<() => Promise<Awaited<ReturnType<typeof answerNow>>>>(away);
    const authenticator = new Authenticator(tokens, { findStandings }, now);
    await expect(authenticator.authenticate(token)).rejects.toMatchObject({ code: 'unavailable' });
    findStandings.mockImplementation(answerNow);
    await authenticator.authenticate(token);
    authenticator.forget(standing.user.id);
    findStandings.mockImplementation(away);
    await expect(authenticator.authenticate(token)).rejects.toMatchObject({ code: 'unavailable' });
  });
});

test.each([
  ['revoked', () => (standing.revokedAt = now())],
  ['expired', () => (standing.expiresAt = now())],
] as const)('a session that is %s is over, whatever the token says', async (_state, end) => {
  end();
  const authenticator = new Authenticator(tokens, { findStandings: answerNow }, now);
  await expect(authenticator.authenticate(token)).rejects.toMatchObject({
    code: 'unauthenticated',
  });
});

test('a session of another account or of none is refused', async () => {
  const gone = new Authenticator(tokens, { findStandings: () => Promise.resolve([]) }, now);
  await expect(gone.authenticate(token)).rejects.toMatchObject({ code: 'unauthenticated' });
  standing.user.id = '0197a000-0000-4000-8000-00000000000f';
  const mixed = new Authenticator(tokens, { findStandings: answerNow }, now);
  await expect(mixed.authenticate(token)).rejects.toMatchObject({ code: 'unauthenticated' });
});
