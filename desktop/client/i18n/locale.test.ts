import { describe, expect, it } from 'vitest';
import { chooseLocale, formatLocale } from './locale.ts';

describe('the language', () => {
  const account = 'zh-CN';
  it.each([
    [{ setting: 'en', account, browser: ['zh-CN'] }, 'en'],
    [{ setting: null, account, browser: ['en-GB'] }, 'zh-CN'],
    [{ setting: null, account: null, browser: ['fr-FR', 'zh-Hans-SG', 'en'] }, 'zh-CN'],
    [{ setting: null, account: null, browser: ['en-GB', 'zh'] }, 'en'],
    [{ setting: null, account: null, browser: ['fr-FR'] }, 'en'],
    [{ setting: null, account: null, browser: [] }, 'en'],
  ] as const)('of %o is %s', (wishes, locale) => {
    expect(chooseLocale(wishes)).toBe(locale);
  });

  it('writes dates in the region of the browser where that speaks the language', () => {
    expect(formatLocale('en', ['de-DE', 'en-GB'])).toBe('en-GB');
    expect(formatLocale('zh-CN', ['en-GB'])).toBe('zh-CN');
  });
});
