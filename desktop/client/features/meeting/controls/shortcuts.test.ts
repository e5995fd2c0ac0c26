import { describe, expect, it } from 'vitest';
import { findShortcut, isPushToTalk, keysOf, type KeyStroke } from './shortcuts.ts';

const press = (key: string, overrides: Partial<KeyStroke> = {}): KeyStroke => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  isTyping: false,
  ...overrides,
});

describe('findShortcut', () => {
  it.each([
    ['m', 'toggleMic'],
    ['V', 'toggleCamera'],
    ['h', 'toggleHand'],
    ['c', 'toggleChat'],
    ['p', 'togglePeople'],
    ['s', 'toggleShare'],
    ['g', 'toggleView'],
    ['f', 'toggleFullScreen'],
    ['?', 'showHelp'],
  ])('reads %s as %s', (key, action) => {
    expect(findShortcut(press(key), false)).toBe(action);
  });

  it('leaves letters to whoever types', () => {
    expect(findShortcut(press('m', { isTyping: true }), false)).toBeNull();
  });

  it('mutes with Ctrl+D also while typing, with the command key on a Mac', () => {
    expect(findShortcut(press('d', { ctrlKey: true, isTyping: true }), false)).toBe('toggleMic');
    expect(findShortcut(press('e', { metaKey: true }), true)).toBe('toggleCamera');
    expect(findShortcut(press('d', { ctrlKey: true }), true)).toBeNull();
  });

  it("leaves the browser's own combinations alone", () => {
    expect(findShortcut(press('c', { ctrlKey: true }), false)).toBeNull();
    expect(findShortcut(press('f', { ctrlKey: true }), false)).toBeNull();
    expect(findShortcut(press('s', { altKey: true }), false)).toBeNull();
  });

  it('toggles once, however long a key is held', () => {
    expect(findShortcut(press('m', { repeat: true }), false)).toBeNull();
  });
});

describe('isPushToTalk', () => {
  it('is the space bar outside of text', () => {
    expect(isPushToTalk(press(' '))).toBe(true);
    expect(isPushToTalk(press(' ', { isTyping: true }))).toBe(false);
    expect(isPushToTalk(press(' ', { ctrlKey: true }))).toBe(false);
  });
});

describe('keysOf', () => {
  it('names every way to press it', () => {
    expect(keysOf('toggleMic', false)).toEqual([['M'], ['Ctrl', 'D']]);
    expect(keysOf('toggleMic', true)).toEqual([['M'], ['⌘', 'D']]);
    expect(keysOf('showHelp', false)).toEqual([['?']]);
  });
});
