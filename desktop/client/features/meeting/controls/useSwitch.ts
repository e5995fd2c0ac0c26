import { useCallback } from 'react';
import { useMessages } from '../../../i18n/index.ts';
import { announce } from '../../../ui/index.ts';
import { useMeeting, type Meeting } from '../MeetingContext.ts';
import { meetingMessages } from '../messages.ts';
import { selectIsHandRaised } from '../view/selectors.ts';
import type { ShortcutAction } from './shortcuts.ts';
import { switchWord, type SwitchPosition } from './switchWord.ts';

/** @param change brings the switch to where it will stand; never rejects */
export type PressSwitch = (action: ShortcutAction, change: () => unknown) => void;

/**
 * Presses a switch and says where it stands then: whoever presses a key is on no button, and not every screen reader
 * reads the new name of a button that has the focus.
 */
export function useSwitch(): PressSwitch {
  const t = useMessages(meetingMessages);
  const meeting = useMeeting();
  return useCallback(
    (action, change) => {
      const before = positionOf(action, meeting);
      void Promise.resolve(change()).then(() => {
        const word = switchWord(action, before, positionOf(action, meeting));
        if (word !== null) announce(t(word));
      });
    },
    [t, meeting],
  );
}

function positionOf(
  action: ShortcutAction,
  { session, view, localMedia }: Meeting,
): SwitchPosition | null {
  const { mic, camera, screen } = localMedia.store.getState();
  switch (action) {
    case 'toggleMic':
      return mic.kind;
    case 'toggleCamera':
      return camera.kind;
    case 'toggleShare':
      return screen.kind;
    case 'toggleHand':
      return selectIsHandRaised(session.store.getState()) ? 'raised' : 'lowered';
    case 'toggleView':
      return view.store.getState().mode;
    default:
      // The rest opens something, which takes the focus.
      return null;
  }
}
