import { describe, expect, it } from 'vitest';
import { createMeetingState } from './fakeMeetingState.ts';
import { createParticipant } from './fakeParticipant.ts';
import {
  selectIsAlone,
  selectIsHandRaised,
  selectMay,
  selectMyCapacity,
  selectRaisedHandCount,
  selectTrouble,
} from './selectors.ts';

const me = createParticipant({ id: 'me', role: 'cohost', handRaisedAt: 5 });
const ana = createParticipant({ id: 'ana', handRaisedAt: 7 });

describe('selectors', () => {
  it('are alone with nobody else, and not before one is in', () => {
    expect(selectIsAlone(createMeetingState([me]))).toBe(true);
    expect(selectIsAlone(createMeetingState([me, ana]))).toBe(false);
    expect(selectIsAlone(createMeetingState())).toBe(false);
  });

  it('ask the shared rules what one may do', () => {
    const state = createMeetingState([me, ana]);
    expect(selectMay('meeting:setLocked')(state)).toBe(true);
    expect(selectMay('meeting:end')(state)).toBe(false);
    expect(selectMay('chat:send')(createMeetingState())).toBe(false);
  });

  it('[H2] let an acting host do what that permits, and a host back what is theirs', () => {
    const acting = createMeetingState([ana, me], { actingHostId: 'ana' });
    expect(selectMyCapacity(acting)).toBe('actingHost');
    expect(selectMay('meeting:setLocked')(acting)).toBe(true);
    expect(selectMay('meeting:setLocked')({ ...acting, actingHostId: null })).toBe(false);
  });

  it('count raised hands and know the own one', () => {
    const state = createMeetingState([me, ana]);
    expect(selectRaisedHandCount(state)).toBe(2);
    expect(selectIsHandRaised(state)).toBe(true);
    expect(selectIsHandRaised(createMeetingState([ana, me]))).toBe(true);
    expect(selectIsHandRaised(createMeetingState([createParticipant()]))).toBe(false);
  });

  it('tell a lost server from a lost media path', () => {
    const lost = createMeetingState([me], { status: { kind: 'resuming', since: 1 } });
    expect(selectTrouble({ ...lost, media: 'reconnecting' })).toBe('reconnecting');
    expect(selectTrouble(createMeetingState([me], { media: 'reconnecting' }))).toBe(
      'mediaReconnecting',
    );
    expect(selectTrouble(createMeetingState([me], { media: 'blocked' }))).toBeNull();
  });
});
