import { expect, test } from 'vitest';
import { Limiter } from './Limiter.ts';
import { RATE_LIMITS } from './rateLimits.ts';

const limits = { ...RATE_LIMITS, loginPerAddress: { points: 2, seconds: 60 } };

test('an attempt over the limit is refused and told when to come back', async () => {
  const limiter = new Limiter(limits);
  await limiter.take({ loginPerAddress: 'a' });
  await limiter.take({ loginPerAddress: 'a' });
  await expect(limiter.take({ loginPerAddress: 'a' })).rejects.toMatchObject({
    code: 'rate_limited',
    retryAfterSeconds: 60,
  });
  await limiter.take({ loginPerAddress: 'b' });
});

test('attempts that are taken back do not count', async () => {
  const limiter = new Limiter(limits);
  for (let attempt = 0; attempt < 5; attempt++) {
    const takeBack = await limiter.take({ loginPerAddress: 'a' });
    await takeBack();
  }
  await expect(limiter.take({ loginPerAddress: 'a' })).resolves.toBeTypeOf('function');
});

test('attempts made side by side count like those made one after another', async () => {
  const limiter = new Limiter(limits);
  const attempts = Array.from({ length: 5 }, () => limiter.take({ loginPerAddress: 'a' }));
  const outcomes = await Promise.allSettled(attempts);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
});
