import { expect, it } from 'vitest';
import type { LinkReply } from '../../contracts/nodeLink.ts';
import { AnswerBook } from './AnswerBook.ts';

function counted() {
  let runs = 0;
  const run = (): Promise<LinkReply> => Promise.resolve({ ok: true, data: ++runs });
  return { run, runs: () => runs };
}

it('a command given again is answered as before and not carried out twice', async () => {
  const book = new AnswerBook();
  const { run, runs } = counted();
  const first = await book.answer(1, run);
  expect(await book.answer(1, run)).toEqual(first);
  expect(runs()).toBe(1);
});

it('an answer that was heard is forgotten, and its command never carried out again', async () => {
  const book = new AnswerBook();
  const { run, runs } = counted();
  await book.answer(1, run);
  await book.answer(2, run);
  book.settle(2);
  expect(book.answer(1, run)).toBeNull();
  expect(await book.answer(2, run)).toEqual({ ok: true, data: 2 });
  expect(runs()).toBe(2);
});

it('says what is under way, and when nothing is', async () => {
  const book = new AnswerBook();
  const { promise, resolve } = Promise.withResolvers<LinkReply>();
  void book.answer(1, () => promise);
  expect(book.underWay).toBe(1);
  const finished = book.finished();
  resolve({ ok: true, data: null });
  await finished;
  expect(book.underWay).toBe(0);
});
