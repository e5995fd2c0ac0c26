import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { MeetingState } from '../meetingState.ts';
import { createMeetingState } from './fakeMeetingState.ts';
import { createMeetingView } from './meetingView.ts';

function setUp() {
  const meeting = createStore<MeetingState>(() => createMeetingState());
  const chatOpen: boolean[] = [];
  const commands = { setChatOpen: (isOpen: boolean) => void chatOpen.push(isOpen) };
  return { meeting, chatOpen, view: createMeetingView({ meeting, commands }) };
}

describe('createMeetingView', () => {
  it('opens one panel at a time and tells the session when the chat is seen', () => {
    const { view, chatOpen } = setUp();
    view.togglePanel('chat');
    view.togglePanel('people');
    expect(view.store.getState().panel).toBe('people');
    view.togglePanel('people');
    expect(view.store.getState().panel).toBeNull();
    expect(chatOpen).toEqual([true, false, false]);
  });

  it('pins one tile at a time and starts at the first page then', () => {
    const { view } = setUp();
    view.setPage(3);
    view.togglePin('camera:ana');
    view.togglePin('screen:bo');
    expect(view.store.getState()).toMatchObject({ pinned: 'screen:bo', page: 0 });
    view.togglePin('screen:bo');
    expect(view.store.getState().pinned).toBeNull();
  });

  it('remembers who spoke, through silence, until it is closed', () => {
    const { view, meeting } = setUp();
    for (const activeSpeakerId of ['ana', null, 'bo']) meeting.setState({ activeSpeakerId });
    expect(view.store.getState().recentSpeakers).toEqual(['bo', 'ana']);
    view.close();
    meeting.setState({ activeSpeakerId: 'cy' });
    expect(view.store.getState().recentSpeakers).toEqual(['bo', 'ana']);
  });
});
