import { createStore, type StoreApi } from 'zustand/vanilla';
import type { MeetingCommands, MeetingState } from '../meetingState.ts';
import { rememberSpeaker, type TileKey } from '../stage/stageTiles.ts';

export type Panel = 'chat' | 'people';

/** How one person looks at the meeting; nobody else sees it and it is gone with the meeting. */
export interface ViewState {
  mode: 'grid' | 'speaker';
  pinned: TileKey | null;
  panel: Panel | null;
  page: number;
  isHelpOpen: boolean;
  /** The latest first. */
  recentSpeakers: readonly string[];
  /** A passing word to oneself ("Link copied"); a new key is a new word. */
  hint: { key: number; text: string } | null;
}

export interface MeetingView {
  readonly store: StoreApi<ViewState>;
  toggleMode(): void;
  togglePin(key: TileKey): void;
  /** Opens a panel, or closes it when it is the one that is open. */
  togglePanel(panel: Panel): void;
  closePanel(): void;
  setPage(page: number): void;
  setHelpOpen(isOpen: boolean): void;
  showHint(text: string): void;
  dismissHint(): void;
  /** Stops listening to the meeting; idempotent. */
  close(): void;
}

export interface MeetingViewDeps {
  meeting: StoreApi<MeetingState>;
  commands: Pick<MeetingCommands, 'setChatOpen'>;
}

export function createMeetingView({ meeting, commands }: MeetingViewDeps): MeetingView {
  const store = createStore<ViewState>(() => ({
    mode: 'grid',
    pinned: null,
    panel: null,
    page: 0,
    isHelpOpen: false,
    recentSpeakers: rememberSpeaker([], meeting.getState().activeSpeakerId),
    hint: null,
  }));
  const unsubscribe = meeting.subscribe(({ activeSpeakerId }) => {
    const recentSpeakers = rememberSpeaker(store.getState().recentSpeakers, activeSpeakerId);
    if (recentSpeakers !== store.getState().recentSpeakers) store.setState({ recentSpeakers });
  });
  const openPanel = (panel: Panel | null) => {
    store.setState({ panel });
    // The session counts unread messages while the chat is closed.
    commands.setChatOpen(panel === 'chat');
  };
  return {
    store,
    toggleMode: () =>
      store.setState(({ mode }) => ({ mode: mode === 'grid' ? 'speaker' : 'grid', page: 0 })),
    togglePin: (key) =>
      store.setState(({ pinned }) => ({ pinned: pinned === key ? null : key, page: 0 })),
    togglePanel: (panel) => openPanel(store.getState().panel === panel ? null : panel),
    closePanel: () => openPanel(null),
    setPage: (page) => store.setState({ page }),
    setHelpOpen: (isHelpOpen) => store.setState({ isHelpOpen }),
    showHint: (text) =>
      store.setState(({ hint }) => ({ hint: { key: (hint?.key ?? 0) + 1, text } })),
    dismissHint: () => store.setState({ hint: null }),
    close: unsubscribe,
  };
}
