import { useEffect, useRef, type RefObject } from 'react';
import { useMeeting, type Meeting } from '../MeetingContext.ts';
import { selectIsHandRaised } from '../view/selectors.ts';
import { canShareScreen } from './ShareButton.tsx';
import { toggleFullScreen } from './fullScreen.ts';
import { findShortcut, isPushToTalk, type KeyStroke, type ShortcutAction } from './shortcuts.ts';
import { isMac } from './useShortcutKeys.ts';
import { useSwitch } from './useSwitch.ts';

/** In a switch or a checkbox, which are inputs too, nobody types. */
const TYPING =
  'input:not([type="checkbox"]), textarea, select, [contenteditable="true"], [role="textbox"], [role="searchbox"]';
/** Here letters search and the space bar presses. */
const WIDGETS = '[role="menu"], [role="listbox"], [role="dialog"], [role="alertdialog"]';
const PRESSABLE = 'button, a, summary, [role="switch"], [role="button"]';

/** Keys for the whole window while the meeting is mounted. */
export function useShortcuts(): void {
  const meeting = useMeeting();
  const press = useSwitch();
  const isTalking = useRef(false);
  const isFocusMeant = useFocusByKeyboard();

  useEffect(() => {
    const { localMedia, session } = meeting;
    const handleKeyDown = (event: KeyboardEvent) => {
      const stroke = toStroke(event);
      const action = findShortcut(stroke, isMac());
      if (action !== null && !(isInside(event.target, WIDGETS) && !event.ctrlKey)) {
        event.preventDefault();
        press(action, () => run(action, meeting));
      } else if (isPushToTalk(stroke) && !isPressable(event.target, isFocusMeant.current)) {
        event.preventDefault();
        event.stopPropagation();
        if (isTalking.current || localMedia.store.getState().mic.kind === 'on') return;
        isTalking.current = true;
        void session.commands.setMicOn(true);
      }
    };
    const stopTalking = (event: Event) => {
      if (!isTalking.current || (event instanceof KeyboardEvent && event.key !== ' ')) return;
      event.stopPropagation();
      isTalking.current = false;
      void session.commands.setMicOn(false);
    };
    const handleEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (!isInside(event.target, WIDGETS)) meeting.view.closePanel();
    };
    window.addEventListener('keydown', handleEscape);
    // In the capture phase: a button that was clicked last must not take the space bar.
    window.addEventListener('keydown', handleKeyDown, true);
    window.addEventListener('keyup', stopTalking, true);
    // The key is let go elsewhere when the window loses the focus: nobody stays on air by that.
    window.addEventListener('blur', stopTalking);
    return () => {
      window.removeEventListener('keydown', handleEscape);
      window.removeEventListener('keydown', handleKeyDown, true);
      window.removeEventListener('keyup', stopTalking, true);
      window.removeEventListener('blur', stopTalking);
    };
  }, [press, meeting, isFocusMeant]);
}

function toStroke(event: KeyboardEvent): KeyStroke {
  const { key, ctrlKey, metaKey, altKey, repeat } = event;
  const isTyping = event.isComposing || isInside(event.target, TYPING);
  return { key, ctrlKey, metaKey, altKey, repeat, isTyping };
}

function isInside(target: EventTarget | null, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null;
}

/** Whoever got to a button by keyboard means the button; after a click the focus is an accident. A switch is meant in any case. */
function isPressable(target: EventTarget | null, isFocusMeant: boolean): boolean {
  if (isInside(target, WIDGETS) || isInside(target, 'input')) return true;
  return isFocusMeant && isInside(target, PRESSABLE);
}

/** `:focus-visible` does not tell: it comes up at the next key, however the focus got there. */
function useFocusByKeyboard(): RefObject<boolean> {
  const isMeant = useRef(false);
  useEffect(() => {
    let isKeyboard = false;
    const handleKey = () => {
      isKeyboard = true;
    };
    const handlePointer = () => {
      isKeyboard = false;
    };
    const handleFocus = () => {
      isMeant.current = isKeyboard;
    };
    window.addEventListener('keydown', handleKey, true);
    window.addEventListener('pointerdown', handlePointer, true);
    window.addEventListener('focusin', handleFocus);
    return () => {
      window.removeEventListener('keydown', handleKey, true);
      window.removeEventListener('pointerdown', handlePointer, true);
      window.removeEventListener('focusin', handleFocus);
    };
  }, []);
  return isMeant;
}

/** @returns fulfilled when the switch stands where it will */
async function run(action: ShortcutAction, { session, view, localMedia }: Meeting): Promise<void> {
  const { commands, store } = session;
  const { mic, camera, screen } = localMedia.store.getState();
  const actions: Record<ShortcutAction, () => unknown> = {
    toggleMic: () => commands.setMicOn(mic.kind !== 'on'),
    toggleCamera: () => commands.setCameraOn(camera.kind !== 'on'),
    toggleHand: () => commands.raiseHand(!selectIsHandRaised(store.getState())),
    toggleChat: () => view.togglePanel('chat'),
    togglePeople: () => view.togglePanel('people'),
    toggleShare: () => {
      if (screen.kind === 'on') return commands.stopShare();
      return canShareScreen() ? commands.startShare() : undefined;
    },
    toggleView: () => view.toggleMode(),
    toggleFullScreen,
    showHelp: () => view.setHelpOpen(true),
  };
  // Commands never reject: what fails becomes a notice.
  await actions[action]();
}
