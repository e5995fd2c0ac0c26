import { LOCALES, type Locale } from '../../../shared/contracts/index.ts';
import { i18n } from './instance.ts';

/**
 * English sentences by key, `as const`. `{{name}}` marks a parameter; a key pair `x_one` / `x_other` is
 * one sentence `x` with a plural that `count` decides.
 */
export type EnglishMessages = Readonly<Record<string, string>>;

type PluralForm = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';

/** The keys that may be asked for: plural forms fold into their stem. */
export type MessageKey<English> = keyof English extends infer Key
  ? Key extends `${infer Stem}_${PluralForm}`
    ? Stem
    : Extract<Key, string>
  : never;

/** Chinese has one plural form: of `x_one` and `x_other` it needs only the second. */
export type Translation<English extends EnglishMessages> = {
  readonly [Key in keyof English as Key extends `${string}_one` ? never : Key]: string;
};

type Parameters<Sentence> = Sentence extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Parameters<Rest>
  : never;

type SentenceOf<English, Key extends string> = Key extends keyof English
  ? English[Key]
  : English[`${Key}_other` & keyof English];

type Arguments<Sentence> = [Parameters<Sentence>] extends [never]
  ? []
  : [values: Record<Parameters<Sentence>, string | number>];

/** Gives the sentence of a key in the current language; parameters are typed by the English text. */
export type Translate<English extends EnglishMessages> = <Key extends MessageKey<English>>(
  key: Key,
  ...values: Arguments<SentenceOf<English, Key>>
) => string;

export interface Messages<English extends EnglishMessages> {
  readonly namespace: string;
  readonly byLocale: Readonly<Record<Locale, EnglishMessages>>;
  /** Phantom: carries the type of the English text, is never there at run time. */
  readonly english?: English;
}

/** Registers the sentences of one feature. A key missing in Chinese does not compile. */
export function defineMessages<const English extends EnglishMessages>(
  namespace: string,
  byLocale: { en: English; 'zh-CN': Translation<English> },
): Messages<English> {
  for (const locale of LOCALES) i18n.addResourceBundle(locale, namespace, byLocale[locale]);
  return { namespace, byLocale };
}
