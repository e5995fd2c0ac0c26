import { expect, it, test } from 'vitest';
import { checkEvent, checkHttpAnswer, checkReply } from './checkAnswers.ts';
import { growthOf, isBack, MOST_GROWTH_BYTES } from './growth.ts';
import { planAttack } from './planAttack.ts';
import { shrinkSteps } from './shrinkSteps.ts';
import { Templates } from './templates.ts';
import { resolve } from './values.ts';

const templates = new Templates({
  codecs: [
    {
      kind: 'audio',
      mimeType: 'audio/opus',
      preferredPayloadType: 100,
      clockRate: 48_000,
      channels: 2,
    },
    { kind: 'video', mimeType: 'video/VP8', preferredPayloadType: 101, clockRate: 90_000 },
  ],
  headerExtensions: [],
});
const plan = (seed: number, number: number) => JSON.stringify(planAttack(seed, number, templates));

test('an attack is the same again for its seed and number, whatever came before, and another for others', () => {
  const first = plan(5, 3);
  plan(5, 4);
  expect(plan(5, 3)).toBe(first);
  expect(plan(6, 3)).not.toBe(first);
  expect(plan(5, 2)).not.toBe(first);
});

test('a sequence is boiled down to the steps that its failure needs', async () => {
  const steps = Array.from({ length: 60 }, (_, index) => index);
  let asked = 0;
  const fails = (fewer: readonly number[]) => {
    asked += 1;
    return Promise.resolve(fewer.includes(17) && fewer.includes(42));
  };
  expect(await shrinkSteps(steps, fails, 100)).toEqual([17, 42]);
  expect(asked).toBeLessThanOrEqual(100);
});

const timestamp = new Date(0).toISOString();
const error = { code: 403, error: 'forbidden', message: 'No.', data: null, timestamp };
const answer = (status: number, body: unknown) => ({
  status,
  type: 'application/json; charset=utf-8',
  text: JSON.stringify(body),
});

it.each([
  ['a 500', answer(500, { ...error, code: 500, error: 'internal' }), 'HTTP 500'],
  [
    'a 503 without a reason',
    answer(503, { ...error, code: 503, error: 'unavailable' }),
    'HTTP 503',
  ],
  ['a stack', answer(403, { ...error, message: 'x\n    at f (server/a.ts:1:2)' }), 'internals'],
  ['an error of no code', answer(403, { ...error, error: 'oops' }), 'an error that is none'],
  ['a status that is not the code', answer(401, error), 'code 403 with status 401'],
  ['an error that the route does not name', answer(403, error), 'getMe does not name its error'],
  ['data of another shape', answer(200, { ...error, code: 200, data: { id: 1 } }), 'data.id'],
  ['no JSON', { status: 400, type: 'text/html', text: '<h1>' }, 'of type "text/html"'],
])('%s in an HTTP answer is found', (_what, given, fault) => {
  expect(checkHttpAnswer(given, 'getMe', '/api/v1/users/me')).toContain(fault);
});

it.each([
  ['no answer in words', undefined],
  ['data of another shape', { ok: true, data: { id: 1 } }],
  ['more than the envelope has', { ok: true, data: null, stack: 'x' }],
  ['an error of no code', { ok: false, error: { code: 'oops', message: 'x' } }],
  ['an internal error', { ok: false, error: { code: 'internal', message: 'x' } }],
  ['what the database says', { ok: false, error: { code: 'conflict', message: 'violates x' } }],
])('%s in the answer to a request is found', (_what, reply) => {
  expect(checkReply('meeting:setLocked', reply)).not.toBeNull();
});

test('what fits is let pass', () => {
  expect(checkHttpAnswer(answer(403, error), 'listUsers', '/api/v1/users')).toBeNull();
  expect(checkReply('meeting:setLocked', { ok: true, data: null })).toBeNull();
  expect(checkEvent('media:reset', [{}])).toBeNull();
});

test('an event that no contract knows, or of another shape, is found', () => {
  expect(checkEvent('meeting:exploded', [{}])).not.toBeNull();
  expect(checkEvent('meeting:lockChanged', [{ isLocked: 'yes' }])).not.toBeNull();
  expect(checkEvent('media:reset', [{}, 'and more'])).not.toBeNull();
});

test('markers and slots become what they stand for', () => {
  const ids = (owner: string, name: string) =>
    owner === 'host' && name === 'id' ? '42' : undefined;
  expect(resolve({ a: '{{host.id}}', b: '{{host.none}}' }, ids)).toEqual({
    a: '42',
    b: '{{host.none}}',
  });
  expect(resolve([{ $bytes: 3 }, { $text: 2 }], ids)).toEqual([Buffer.alloc(3, 0xa5), 'xx']);
  expect(Object.keys(resolve(JSON.parse('{"__proto__":1}') as never, ids) as object)).toEqual([
    '__proto__',
  ]);
});

test.each([
  ['what it was', 0, 0, true],
  ['a heap that still moves a little', MOST_GROWTH_BYTES, 0, true],
  ['a heap that grew for good', MOST_GROWTH_BYTES + 1, 0, false],
  ['one socket that nobody closed', 0, 1, false],
])('memory is back, or is not: %s', (_title, moreBytes, moreSockets, is) => {
  const footprint = (heapBytes: number, sockets: number) => ({
    heapBytes,
    residentBytes: heapBytes,
    handles: { TCPSocketWrap: sockets, Timeout: 3 },
  });
  const before = footprint(5e7, 2);
  const after = footprint(5e7 + moreBytes, 2 + moreSockets);
  expect(isBack(growthOf(before, after, 1000))).toBe(is);
});
