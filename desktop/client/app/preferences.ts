import { createStore, type StoreApi } from 'zustand/vanilla';
import { LOCALES, type Locale } from '../i18n/index.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** What is chosen for this device, and stays on it. */
export interface Preferences {
  theme: Theme;
  /** null: the account's language, or the browser's. */
  locale: Locale | null;
}

/** `resources/public/theme.js` reads the same two before the first paint. */
const THEME_KEY = 'parley.theme';
const LOCALE_KEY = 'parley.locale';

type PreferenceStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** @param storage null where the browser blocks it: choices then last as long as the window. */
export function createPreferences(storage: PreferenceStorage | null): StoreApi<Preferences> {
  const store = createStore<Preferences>(() => read(storage));
  store.subscribe((now) => {
    keep(storage, THEME_KEY, now.theme === 'system' ? null : now.theme);
    keep(storage, LOCALE_KEY, now.locale);
  });
  return store;
}

/**
 * A choice is the device's, not the tab's: a meeting follows what is chosen in another tab, and is not left for it.
 * @param window whose `storage` events tell what other tabs wrote
 */
export function followOtherTabs(
  preferences: StoreApi<Preferences>,
  storage: PreferenceStorage,
  window: Pick<EventTarget, 'addEventListener'>,
): void {
  window.addEventListener('storage', () => {
    preferences.setState(read(storage));
  });
}

function read(storage: PreferenceStorage | null): Preferences {
  const theme = THEMES.find((known) => known === storage?.getItem(THEME_KEY)) ?? 'system';
  const locale = LOCALES.find((known) => known === storage?.getItem(LOCALE_KEY)) ?? null;
  return { theme, locale };
}

function keep(storage: PreferenceStorage | null, key: string, value: string | null): void {
  if (value === null) storage?.removeItem(key);
  else storage?.setItem(key, value);
}

/** Reading `localStorage` throws where a browser blocks it. */
export function browserStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
