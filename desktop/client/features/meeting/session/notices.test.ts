import { describe, expect, it } from 'vitest';
import type { Notice } from '../meetingState.ts';
import { addNotice, type Notices, removeNotice } from './notices.ts';

const joined = (name: string): Notice => ({ kind: 'joined', names: [name] });
const asked: Notice = { kind: 'askedToUnmute', byName: 'Host' };

describe('addNotice', () => {
  const add = (notices: Notices, ...more: Notice[]) =>
    more.reduce(
      (all, notice) => addNotice(all, `key ${all.length} ${notice.kind}`, notice),
      notices,
    );

  it('shows the latest first and only a few', () => {
    const notices = add([], ...['A', 'B', 'C', 'D', 'E', 'F'].map(joined));
    expect(notices.map(({ notice }) => notice)).toEqual(['F', 'E', 'D', 'C'].map(joined));
  });

  it('lets go of the least important first', () => {
    const notices = add([], asked, joined('A'), joined('B'), joined('C'), joined('D'));
    expect(notices.map(({ notice }) => notice)).toContainEqual(asked);
    expect(notices).toHaveLength(4);
  });

  it('does not repeat what it says already', () => {
    expect(add([], asked, joined('A'), asked)).toHaveLength(2);
  });
});

describe('removeNotice', () => {
  it('removes one by its key', () => {
    const notices = addNotice(addNotice([], 'a', asked), 'b', joined('B'));
    expect(removeNotice(notices, 'a').map(({ key }) => key)).toEqual(['b']);
  });
});
