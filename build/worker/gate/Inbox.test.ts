import { describe, expect, it } from 'vitest';
import { Inbox } from './Inbox.ts';

describe('Inbox', () => {
  it('hands out what came before it was asked for, and what comes after', async () => {
    const inbox = new Inbox<number>();
    inbox.put(1);
    const second = inbox.take('two', (n) => n === 2);
    inbox.put(2);
    expect([await inbox.take('one'), await second]).toEqual([1, 2]);
  });

  it('keeps what was not asked for', async () => {
    const inbox = new Inbox<number>();
    for (const n of [1, 2, 3]) inbox.put(n);
    expect(await inbox.take('three', (n) => n === 3)).toBe(3);
    expect(await inbox.take('any')).toBe(1);
  });

  it('says what did not come', async () => {
    await expect(new Inbox<number>().take('answer', () => true, 1)).rejects.toThrow('no answer');
  });

  it('rejects those who wait, and those who ask later, once it has failed', async () => {
    const inbox = new Inbox<number>();
    const waiting = inbox.take('answer');
    inbox.fail(new Error('broken line'));
    await expect(waiting).rejects.toThrow('broken line');
    await expect(inbox.take('answer')).rejects.toThrow('broken line');
  });
});
