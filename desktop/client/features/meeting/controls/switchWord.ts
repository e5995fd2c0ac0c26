import type { LocalSource } from '../../../media/index.ts';
import type { en } from '../locales/en.ts';
import type { ViewState } from '../view/meetingView.ts';
import type { ShortcutAction } from './shortcuts.ts';

/** Where a switch stands: a device, one's hand, or the arrangement of the tiles. */
export type SwitchPosition = LocalSource['kind'] | 'raised' | 'lowered' | ViewState['mode'];

export type SwitchWord = Extract<keyof typeof en, `now.${string}`>;

type Words = Partial<Record<SwitchPosition, SwitchWord>>;

const WORDS: Partial<Record<ShortcutAction, Words>> = {
  toggleMic: { on: 'now.micOn', off: 'now.micOff' },
  toggleCamera: { on: 'now.cameraOn', off: 'now.cameraOff' },
  toggleShare: { on: 'now.sharing', off: 'now.notSharing' },
  toggleHand: { raised: 'now.handRaised', lowered: 'now.handLowered' },
  toggleView: { grid: 'now.grid', speaker: 'now.speaker' },
};

/** @returns key of what is different now; null for what is still starting, or failed: that has a word of its own */
export function switchWord(
  action: ShortcutAction,
  before: SwitchPosition | null,
  after: SwitchPosition | null,
): SwitchWord | null {
  return after === null || after === before ? null : (WORDS[action]?.[after] ?? null);
}
