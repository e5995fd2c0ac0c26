import { describe, expect, it } from 'vitest';
import type { ChatEntry } from '../meetingState.ts';
import { listUnheard } from './unheard.ts';

const entry = (id: string, participantId = 'ana'): ChatEntry => ({
  id,
  participantId,
  displayName: participantId,
  text: id,
  sentAt: 0,
  delivery: 'sent',
});
const ids = (entries: readonly ChatEntry[]) => entries.map(({ id }) => id);

describe('listUnheard', () => {
  it('tells what others wrote, also the very first message', () => {
    expect(ids(listUnheard([], [entry('1')], 'me'))).toEqual(['1']);
    expect(ids(listUnheard([entry('1')], [entry('1'), entry('2')], 'me'))).toEqual(['2']);
  });

  it('tells a message that comes in before one that is still on its way', () => {
    const own: ChatEntry = { ...entry('own', 'me'), delivery: 'sending' };
    expect(ids(listUnheard([own], [entry('1'), own], 'me'))).toEqual(['1']);
    expect(ids(listUnheard([entry('1'), own], [entry('1'), entry('2'), own], 'me'))).toEqual(['2']);
  });

  it('does not read out a page of older messages', () => {
    const now = [entry('1'), entry('2'), entry('3')];
    expect(listUnheard([entry('3')], now, 'me')).toEqual([]);
  });

  it('does not read back what one wrote oneself', () => {
    expect(listUnheard([], [entry('1', 'me')], 'me')).toEqual([]);
  });
});
