import { describe, expect, it } from 'vitest';
import type { Notice } from '../meetingState.ts';
import { groupNotices, shownForMs } from './noticeGroups.ts';

const joined = (name: string): Notice => ({ kind: 'joined', names: [name] });
const latestFirst = (...notices: Notice[]) =>
  notices.map((notice, index) => ({ key: String(index), notice })).toReversed();

describe('groupNotices', () => {
  it('says once that several people joined', () => {
    const [group, ...others] = groupNotices(latestFirst(joined('Ana'), joined('Bo'), joined('Cy')));
    expect(group?.names).toEqual(['Ana', 'Bo', 'Cy']);
    expect(group?.keys).toEqual(['0', '1', '2']);
    expect(others).toEqual([]);
  });

  it('keeps its key while it grows, so that it does not blink', () => {
    const before = groupNotices(latestFirst(joined('Ana')))[0]?.key;
    const after = groupNotices(latestFirst(joined('Ana'), joined('Bo')))[0]?.key;
    expect(after).toBe(before);
  });

  it('never hides one message behind another', () => {
    const chat = (text: string): Notice => ({ kind: 'chat', name: 'Ana', text });
    const groups = groupNotices(latestFirst(chat('a'), { kind: 'left', names: ['Bo'] }, chat('b')));
    expect(groups.map(({ notice }) => notice.kind)).toEqual(['chat', 'left', 'chat']);
  });
});

describe('shownForMs', () => {
  it('leaves time to answer', () => {
    expect(shownForMs({ kind: 'askedToUnmute', byName: 'Ana' })).toBeGreaterThanOrEqual(15_000);
    expect(shownForMs(joined('Ana'))).toBeLessThan(6000);
  });
});
