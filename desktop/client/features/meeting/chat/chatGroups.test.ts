import { describe, expect, it } from 'vitest';
import type { ChatEntry } from '../meetingState.ts';
import { groupChat } from './chatGroups.ts';

const MINUTE = 60_000;
const dayOf = (sentAt: number) => String(Math.floor(sentAt / (24 * 60 * MINUTE)));
const entry = (id: string, participantId: string, sentAt: number): ChatEntry => ({
  id,
  participantId,
  displayName: participantId,
  text: id,
  sentAt,
  delivery: 'sent',
});
const idsOf = (entries: readonly ChatEntry[]) =>
  groupChat(entries, dayOf).map((group) => group.entries.map(({ id }) => id));

describe('groupChat', () => {
  it('gathers what one person writes within five minutes', () => {
    expect(
      idsOf([entry('1', 'ana', 0), entry('2', 'ana', 2 * MINUTE), entry('3', 'ana', 6 * MINUTE)]),
    ).toEqual([['1', '2'], ['3']]);
  });

  it('starts anew when another person writes', () => {
    expect(idsOf([entry('1', 'ana', 0), entry('2', 'bo', 1), entry('3', 'ana', 2)])).toEqual([
      ['1'],
      ['2'],
      ['3'],
    ]);
  });

  it('starts anew at midnight and marks the first message of each day', () => {
    const day = 24 * 60 * MINUTE;
    const groups = groupChat(
      [
        entry('1', 'ana', day - 2),
        entry('2', 'ana', day - 1),
        entry('3', 'ana', day),
        entry('4', 'bo', day + 1),
      ],
      dayOf,
    );
    expect(groups.map(({ startsDay }) => startsDay)).toEqual([true, true, false]);
  });

  it('starts anew when somebody changed name', () => {
    const renamed = { ...entry('2', 'ana', 1), displayName: 'Ana B.' };
    expect(groupChat([entry('1', 'ana', 0), renamed], dayOf)).toHaveLength(2);
  });
});
