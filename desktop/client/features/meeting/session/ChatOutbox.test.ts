import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../../../../shared/contracts/index.ts';
import { AppError, type ErrorCode } from '../../../../../shared/errors.ts';
import type { Caller } from '../../../signaling/index.ts';
import { ChatOutbox } from './ChatOutbox.ts';

function setUp(answers: (ErrorCode | 'ok')[]) {
  const asked: string[] = [];
  const sent: string[] = [];
  const failed: string[] = [];
  const caller = {
    call: (_name: string, { id, text }: { id: string; text: string }) => {
      asked.push(id);
      const answer = answers.shift() ?? 'ok';
      const message: ChatMessage = { id, text, participantId: '', displayName: '', sentAt: 0 };
      return answer === 'ok' ? Promise.resolve(message) : Promise.reject(new AppError(answer, ''));
    },
  };
  const outbox = new ChatOutbox({
    caller: caller as unknown as Caller, // The outbox asks one question of all that Caller can.
    onSent: ({ id }) => sent.push(id),
    onFailed: (id) => failed.push(id),
  });
  return { asked, sent, failed, outbox };
}

describe('ChatOutbox', () => {
  it('sends in the order of writing, one at a time', async () => {
    const { outbox, sent } = setUp([]);
    for (const id of ['1', '2', '3']) outbox.add(id, 'text');
    await expect.poll(() => sent).toEqual(['1', '2', '3']);
  });

  it('[R7] sends the same id again after a lost connection, before what came later', async () => {
    const { outbox, asked, sent, failed } = setUp(['unavailable']);
    outbox.add('1', 'text');
    outbox.add('2', 'text');
    await expect.poll(() => asked).toEqual(['1']);
    outbox.handleReconnected();
    await expect.poll(() => sent).toEqual(['1', '2']);
    expect(asked).toEqual(['1', '1', '2']);
    expect(failed).toEqual([]);
  });

  it('does not wait for another connection when the failure of the last one comes late', async () => {
    const { outbox, sent } = setUp(['unavailable']);
    outbox.add('1', 'text');
    outbox.handleReconnected();
    await expect.poll(() => sent).toEqual(['1']);
  });

  it('says which message the server refused and goes on with the next', async () => {
    const { outbox, sent, failed } = setUp(['rate_limited']);
    outbox.add('1', 'text');
    outbox.add('2', 'text');
    await expect.poll(() => sent).toEqual(['2']);
    expect(failed).toEqual(['1']);
  });

  it('fails what is left when the session ends', async () => {
    const { outbox, asked, failed } = setUp(['unavailable']);
    outbox.add('1', 'text');
    await expect.poll(() => asked).toHaveLength(1);
    outbox.close();
    outbox.add('2', 'text');
    expect(failed).toEqual(['1', '2']);
  });
});
