import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../../../../shared/contracts/index.ts';
import { AppError, type ErrorCode } from '../../../../../shared/errors.ts';
import { createFakeClock } from '../../../platform/fakeClock.ts';
import { type Caller, connectionLost } from '../../../signaling/index.ts';
import { ChatOutbox } from './ChatOutbox.ts';

function setUp(answers: (ErrorCode | 'ok' | 'lost')[]) {
  const asked: string[] = [];
  const sent: string[] = [];
  const failed: string[] = [];
  const waiting: string[] = [];
  const clock = createFakeClock();
  const caller = {
    call: (_name: string, { id, text }: { id: string; text: string }) => {
      asked.push(id);
      const answer = answers.shift() ?? 'ok';
      const message: ChatMessage = { id, text, participantId: '', displayName: '', sentAt: 0 };
      if (answer === 'ok') return Promise.resolve(message);
      return Promise.reject(
        answer === 'lost' ? connectionLost() : new AppError(answer, '', { retryAfterSeconds: 3 }),
      );
    },
  };
  const outbox = new ChatOutbox({
    caller: caller as unknown as Caller, // The outbox asks one question of all that Caller can.
    clock,
    onWaiting: (id) => waiting.push(id),
    onSent: ({ id }) => sent.push(id),
    onFailed: (id) => failed.push(id),
  });
  return { asked, sent, failed, waiting, clock, outbox };
}

describe('ChatOutbox', () => {
  it('sends in the order of writing, one at a time', async () => {
    const { outbox, sent } = setUp([]);
    for (const id of ['1', '2', '3']) outbox.add(id, 'text');
    await expect.poll(() => sent).toEqual(['1', '2', '3']);
  });

  it('[R7] sends the same id again after a lost connection, before what came later', async () => {
    const { outbox, asked, sent, failed } = setUp(['lost']);
    outbox.add('1', 'text');
    outbox.add('2', 'text');
    await expect.poll(() => asked).toEqual(['1']);
    outbox.handleReconnected();
    await expect.poll(() => sent).toEqual(['1', '2']);
    expect(asked).toEqual(['1', '1', '2']);
    expect(failed).toEqual([]);
  });

  it('does not wait for another connection when the failure of the last one comes late', async () => {
    const { outbox, sent } = setUp(['lost']);
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

  it('[C4] keeps what the server cannot store now, says so, and sends it again in its order', async () => {
    const { outbox, asked, sent, failed, waiting, clock } = setUp(['unavailable', 'unavailable']);
    outbox.add('1', 'text');
    outbox.add('2', 'text');
    await expect.poll(() => waiting).toEqual(['1']);
    clock.advance(2_999);
    expect(asked).toEqual(['1']);
    clock.advance(1);
    await expect.poll(() => waiting).toEqual(['1', '1']);
    clock.advance(3_000);
    await expect.poll(() => sent).toEqual(['1', '2']);
    expect(asked).toEqual(['1', '1', '1', '2']);
    expect(failed).toEqual([]);
  });

  it('stops asking when the session ends, and says what was not sent', async () => {
    const { outbox, waiting, failed, clock } = setUp(['unavailable']);
    outbox.add('1', 'text');
    await expect.poll(() => waiting).toEqual(['1']);
    outbox.close();
    expect(failed).toEqual(['1']);
    expect(clock.pendingCount).toBe(0);
  });

  it('fails what is left when the session ends', async () => {
    const { outbox, asked, failed } = setUp(['lost']);
    outbox.add('1', 'text');
    await expect.poll(() => asked).toHaveLength(1);
    outbox.close();
    outbox.add('2', 'text');
    expect(failed).toEqual(['1', '2']);
  });
});
