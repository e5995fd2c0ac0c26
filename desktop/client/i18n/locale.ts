import { LOCALES, type Locale } from '../../../shared/contracts/index.ts';

export type { Locale };
export { LOCALES };

export const DEFAULT_LOCALE: Locale = 'en';

/** Each language by its own name: whoever looks for it can read it. */
export const LOCALE_NAMES: Readonly<Record<Locale, string>> = {
  en: 'English',
  'zh-CN': '简体中文',
};

export interface LocaleWishes {
  /** Chosen on this device. */
  setting: Locale | null;
  /** Chosen for the account, on whatever device. */
  account: Locale | null;
  /** The browser's languages, best first: BCP 47 tags. */
  browser: readonly string[];
}

/** Setting > account > browser > English. */
export function chooseLocale({ setting, account, browser }: LocaleWishes): Locale {
  return setting ?? account ?? firstKnown(browser) ?? DEFAULT_LOCALE;
}

/**
 * How dates and numbers are written: the language of the app, in the region of the browser. Somebody in
 * London who reads English wants 14:05, not 2:05 PM.
 */
export function formatLocale(language: string, browser: readonly string[]): string {
  const primary = language.split('-')[0];
  return browser.find((tag) => tag.split('-')[0] === primary) ?? language;
}

/** Any Chinese is better served with simplified Chinese than with English. */
function firstKnown(tags: readonly string[]): Locale | undefined {
  for (const tag of tags) {
    const language = tag.toLowerCase().split('-')[0];
    const known = LOCALES.find((locale) => locale.split('-')[0] === language);
    if (known) return known;
  }
  return undefined;
}
