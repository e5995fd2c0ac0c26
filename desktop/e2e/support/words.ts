import { en as accountEn } from '../../client/features/account/en.ts';
import { zhCN as accountZh } from '../../client/features/account/zhCN.ts';
import { en as adminEn } from '../../client/features/admin/en.ts';
import { zhCN as adminZh } from '../../client/features/admin/zhCN.ts';
import { en as homeEn } from '../../client/features/home/en.ts';
import { zhCN as homeZh } from '../../client/features/home/zhCN.ts';
import { en as lobbyEn } from '../../client/features/lobby/locales/en.ts';
import { zhCN as lobbyZh } from '../../client/features/lobby/locales/zhCN.ts';
import { en as meetingEn } from '../../client/features/meeting/locales/en.ts';
import { zhCN as meetingZh } from '../../client/features/meeting/locales/zhCN.ts';
import { en as settingsEn } from '../../client/features/settings/en.ts';
import { zhCN as settingsZh } from '../../client/features/settings/zhCN.ts';

export type TestLocale = 'en-US' | 'zh-CN';

const catalogues = {
  account: [accountEn, accountZh],
  admin: [adminEn, adminZh],
  home: [homeEn, homeZh],
  lobby: [lobbyEn, lobbyZh],
  meeting: [meetingEn, meetingZh],
  settings: [settingsEn, settingsZh],
} as const;

export type Feature = keyof typeof catalogues;
/** Keys that both languages have. */
export type Key<F extends Feature> = keyof (typeof catalogues)[F][0] &
  keyof (typeof catalogues)[F][1] &
  string;

/** What the product says, as a pattern from the start of a name; parameters may be anything. */
export type Words = <F extends Feature>(feature: F, key: Key<F>) => RegExp;

export function wordsOf(locale: TestLocale): Words {
  return (feature, key) => {
    const text = catalogueOf(locale, feature)[key] ?? '';
    const parts = text
      .split(/\{\{\w+\}\}/)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}`);
  };
}

/** What the product says, to the letter. */
export type Sentences = <F extends Feature>(
  feature: F,
  key: Key<F>,
  values?: Readonly<Record<string, string>>,
) => string;

export function sentencesOf(locale: TestLocale): Sentences {
  return (feature, key, values = {}) =>
    (catalogueOf(locale, feature)[key] ?? '').replace(
      /\{\{(\w+)\}\}/g,
      (whole, name: string) => values[name] ?? whole,
    );
}

function catalogueOf(locale: TestLocale, feature: Feature): Readonly<Record<string, string>> {
  const [english, chinese] = catalogues[feature];
  return locale === 'en-US' ? english : chinese;
}
