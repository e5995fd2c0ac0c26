import { expect, it } from 'vitest';
import { createPreferences, followOtherTabs } from './preferences.ts';

function fakeStorage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

it('what was chosen is there again in the next window', () => {
  const storage = fakeStorage();
  createPreferences(storage).setState({ theme: 'dark', locale: 'zh-CN' });
  expect(createPreferences(storage).getState()).toEqual({ theme: 'dark', locale: 'zh-CN' });
});

it('a choice that nobody knows any more counts as none', () => {
  const storage = fakeStorage();
  storage.setItem('parley.theme', 'sepia');
  storage.setItem('parley.locale', 'tlh');
  expect(createPreferences(storage).getState()).toEqual({ theme: 'system', locale: null });
});

it('what is chosen in one tab holds in the others', () => {
  const storage = fakeStorage();
  const [here, there] = [createPreferences(storage), createPreferences(storage)];
  const window = new EventTarget();
  followOtherTabs(there, storage, window);
  here.setState({ theme: 'dark', locale: 'zh-CN' });
  window.dispatchEvent(new Event('storage'));
  expect(there.getState()).toEqual({ theme: 'dark', locale: 'zh-CN' });
  here.setState({ theme: 'system' });
  window.dispatchEvent(new Event('storage'));
  expect(there.getState()).toEqual({ theme: 'system', locale: 'zh-CN' });
});
