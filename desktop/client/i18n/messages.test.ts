import { describe, expect, it } from 'vitest';
import { LOCALES } from './locale.ts';
import { defineMessages, type Messages } from './messages.ts';
import { i18n } from './instance.ts';

/** Whatever any file of the client registers with `defineMessages`. */
const modules = import.meta.glob<Record<string, unknown>>(
  ['../**/messages.ts', '../**/words.ts', './problem.ts', '!./messages.ts'],
  { eager: true },
);

function isMessages(value: unknown): value is Messages<Record<string, string>> {
  return typeof value === 'object' && value !== null && 'byLocale' in value;
}

const registered = Object.values(modules).flatMap((module) =>
  Object.values(module).filter(isMessages),
);

const stem = (key: string) => key.replace(/_(?:one|other)$/, '');
const placeholders = (sentence: string) =>
  new Set(Array.from(sentence.matchAll(/\{\{(\w+)\}\}/g), ([, name]) => name));

describe('the sentences', () => {
  it('of all features are looked at here', () => {
    const names = registered.map(({ namespace }) => namespace);
    expect(names).toEqual(
      expect.arrayContaining(['account', 'admin', 'app', 'errors', 'home', 'settings', 'ui']),
    );
    expect(new Set(names).size).toBe(names.length);
  });

  describe.each(registered)('of $namespace', ({ byLocale }) => {
    it('exist in both languages under the same keys', () => {
      const [en, zh] = LOCALES.map((locale) => new Set(Object.keys(byLocale[locale]).map(stem)));
      expect(zh).toEqual(en);
    });

    it('say something', () => {
      for (const locale of LOCALES) {
        const empty = Object.entries(byLocale[locale]).filter(([, sentence]) => !sentence.trim());
        expect(empty).toEqual([]);
      }
    });

    it('take the same parameters in both languages', () => {
      for (const [key, sentence] of Object.entries(byLocale['zh-CN'])) {
        const original = byLocale.en[key];
        expect(placeholders(sentence), key).toEqual(placeholders(original ?? ''));
      }
    });
  });
});

describe('a registered sentence', () => {
  defineMessages('example', {
    en: {
      hello: 'Hello {{name}}',
      people_one: '{{count}} person',
      people_other: '{{count}} people',
    },
    'zh-CN': { hello: '你好，{{name}}', people_other: '{{count}} 人' },
  });
  const say = (language: 'en' | 'zh-CN', key: string, values: Record<string, unknown>) =>
    i18n.getFixedT(language, 'example')(key, values);

  it('is filled in, and left as it is otherwise: React escapes what it shows', () => {
    expect(say('en', 'hello', { name: '<Ada>' })).toBe('Hello <Ada>');
  });

  it('bends with the number as its language does', () => {
    expect(say('en', 'people', { count: 1 })).toBe('1 person');
    expect(say('en', 'people', { count: 3 })).toBe('3 people');
    expect(say('zh-CN', 'people', { count: 1 })).toBe('1 人');
  });
});
