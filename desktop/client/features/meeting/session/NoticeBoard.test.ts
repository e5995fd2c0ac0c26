import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../platform/fakeClock.ts';
import type { MeetingState } from '../meetingState.ts';
import { createMeetingState } from '../view/fakeMeetingState.ts';
import { NoticeBoard } from './NoticeBoard.ts';

function setUp(people: number) {
  const clock = createFakeClock();
  const participantIds = Array.from({ length: people }, (_, index) => `p${index}`);
  const store = {
    state: { ...createMeetingState(), participantIds },
    set: (part: Partial<MeetingState>) => void Object.assign(store.state, part),
  };
  const told = () => store.state.notices.map(({ notice }) => notice);
  return { clock, told, board: new NoticeBoard(store, clock) };
}

describe('NoticeBoard', () => {
  it('swallows no hand when more go up at once than notices are kept', () => {
    const { clock, told, board } = setUp(8);
    const names = ['Ana', 'Bo', 'Cy', 'Di', 'Ed', 'Flo'];
    for (const name of names) board.addTogether('handRaised', name);
    clock.advance(1000);
    expect(told()).toEqual([{ kind: 'handRaised', names }]);
  });

  it('tells apart who comes and who goes', () => {
    const { clock, told, board } = setUp(8);
    board.addTogether('left', 'Ana');
    board.addTogether('joined', 'Bo');
    clock.advance(1000);
    expect(told()).toEqual([
      { kind: 'joined', names: ['Bo'] },
      { kind: 'left', names: ['Ana'] },
    ]);
  });

  it('names nobody who comes or goes in a crowd, but whoever raises a hand', () => {
    const { clock, told, board } = setUp(500);
    board.addTogether('joined', 'Ana');
    board.addTogether('left', 'Bo');
    board.addTogether('handRaised', 'Cy');
    clock.advance(1000);
    expect(told()).toEqual([{ kind: 'handRaised', names: ['Cy'] }]);
  });

  it('leaves no timer behind when it closes', () => {
    const { clock, board } = setUp(2);
    board.addTogether('joined', 'Ana');
    board.react('p1', '👍');
    board.close();
    expect(clock.pendingCount).toBe(0);
  });
});
