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

/** Any Chinese is better served with simplified Chinese than with English. */
function firstKnown(tags: readonly string[]): Locale | undefined {
  for (const tag of tags) {
    const language = tag.toLowerCase().split('-')[0];
    const known = LOCALES.find((locale) => locale.split('-')[0] === language);
    if (known) return known;
  }
  return undefined;
}
