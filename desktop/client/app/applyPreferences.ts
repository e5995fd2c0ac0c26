import type { StoreApi } from 'zustand/vanilla';
import type { Api } from '../api/index.ts';
import { chooseLocale, i18n } from '../i18n/index.ts';
import type { Preferences } from './preferences.ts';

/** Keeps the page in the chosen theme and language, from now on. */
export function applyPreferences(
  preferences: StoreApi<Preferences>,
  session: Api['session'],
  root: HTMLElement,
): void {
  const apply = () => {
    const { theme, locale } = preferences.getState();
    if (theme === 'system') delete root.dataset.theme;
    else root.dataset.theme = theme;

    const who = session.getState();
    const language = chooseLocale({
      setting: locale,
      account: who.kind === 'signedIn' ? who.user.locale : null,
      browser: navigator.languages,
    });
    root.lang = language;
    // All sentences are in memory: it changes at once, and rejects never.
    if (i18n.language !== language) void i18n.changeLanguage(language);
  };
  apply();
  preferences.subscribe(apply);
  session.subscribe(apply);
}
