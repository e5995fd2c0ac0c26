import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { LocalMedia, LocalMediaState } from '../../media/index.ts';
import type { MeetingCommands, MeetingState } from './meetingState.ts';
import type { MeetingSession } from './session/index.ts';
import type { MeetingView, ViewState } from './view/meetingView.ts';

/** All that the components of one meeting share: made on join, dropped on leave. */
export interface Meeting {
  session: Pick<MeetingSession, 'store' | 'commands'>;
  view: MeetingView;
  localMedia: LocalMedia;
  /** The link that lets others in. */
  link: string;
}

export const MeetingContext = createContext<Meeting | null>(null);

export function useMeeting(): Meeting {
  const meeting = useContext(MeetingContext);
  if (meeting === null) throw new Error('This component belongs inside a MeetingContext.');
  return meeting;
}

export function useMeetingState<T>(selector: (state: MeetingState) => T): T {
  return useStore(useMeeting().session.store, selector);
}

export function useCommands(): MeetingCommands {
  return useMeeting().session.commands;
}

export function useViewState<T>(selector: (state: ViewState) => T): T {
  return useStore(useMeeting().view.store, selector);
}

export function useLocalMediaState<T>(selector: (state: LocalMediaState) => T): T {
  return useStore(useMeeting().localMedia.store, selector);
}
