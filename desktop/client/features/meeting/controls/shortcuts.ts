export const SHORTCUT_ACTIONS = [
  'toggleMic',
  'toggleCamera',
  'toggleHand',
  'toggleChat',
  'togglePeople',
  'toggleShare',
  'toggleView',
  'toggleFullScreen',
  'showHelp',
] as const;
export type ShortcutAction = (typeof SHORTCUT_ACTIONS)[number];

/** What of a keyboard event decides; `isTyping`: the focus is where letters become text. */
export interface KeyStroke {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  repeat: boolean;
  isTyping: boolean;
}

const LETTERS: Readonly<Record<string, ShortcutAction>> = {
  m: 'toggleMic',
  v: 'toggleCamera',
  h: 'toggleHand',
  c: 'toggleChat',
  p: 'togglePeople',
  s: 'toggleShare',
  g: 'toggleView',
  f: 'toggleFullScreen',
  '?': 'showHelp',
};

/** These write no letter, so they also work while somebody types in the chat. */
const COMBINATIONS: Readonly<Record<string, ShortcutAction>> = {
  d: 'toggleMic',
  e: 'toggleCamera',
};

export function findShortcut(stroke: KeyStroke, isMac: boolean): ShortcutAction | null {
  if (stroke.altKey || stroke.repeat) return null;
  const key = stroke.key.toLowerCase();
  const [modifier, other] = isMac
    ? [stroke.metaKey, stroke.ctrlKey]
    : [stroke.ctrlKey, stroke.metaKey];
  if (other) return null;
  if (modifier) return COMBINATIONS[key] ?? null;
  return stroke.isTyping ? null : (LETTERS[key] ?? null);
}

export function isPushToTalk(stroke: KeyStroke): boolean {
  return (
    stroke.key === ' ' && !stroke.isTyping && !stroke.ctrlKey && !stroke.metaKey && !stroke.altKey
  );
}

/** How each shortcut is written on keys: alternatives, each a list of keys pressed together. */
export function keysOf(action: ShortcutAction, isMac: boolean): readonly (readonly string[])[] {
  const modifier = isMac ? '⌘' : 'Ctrl';
  const letters = Object.entries(LETTERS).filter(([, named]) => named === action);
  const combinations = Object.entries(COMBINATIONS).filter(([, named]) => named === action);
  return [
    ...letters.map(([key]) => [key.toUpperCase()]),
    ...combinations.map(([key]) => [modifier, key.toUpperCase()]),
  ];
}
