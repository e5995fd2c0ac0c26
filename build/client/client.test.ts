import { describe, expect, it } from 'vitest';
import { FOREIGN_LOCALE } from './dropForeignLocales.ts';
import { chunksBeforeFirstPaint, type Chunk } from './firstPaint.ts';

const chunk = (part: Partial<Chunk>): Chunk => ({
  type: 'chunk',
  isEntry: false,
  code: '',
  imports: [],
  ...part,
});

describe('what is loaded before the first paint', () => {
  it('is the entry with all it imports, directly or not, and nothing that is loaded later', () => {
    const bundle = {
      'index.js': chunk({ isEntry: true, imports: ['ui.js'] }),
      'ui.js': chunk({ imports: ['react.js', 'index.js'] }),
      'react.js': chunk({}),
      'meeting.js': chunk({ imports: ['ui.js'] }),
      'index.css': { type: 'asset' as const },
    };
    expect(chunksBeforeFirstPaint(bundle)).toEqual(['index.js', 'ui.js', 'react.js']);
  });
});

describe('the languages that are left out', () => {
  const file = (locale: string) => `/x/react-aria/dist/private/intl/overlays/${locale}.mjs`;

  it.each(['de-DE', 'zh-TW', 'pt-BR'])('include %s', (locale) => {
    expect(file(locale)).toMatch(FOREIGN_LOCALE);
  });

  it.each(['en-US', 'zh-CN'])('do not include %s', (locale) => {
    expect(file(locale)).not.toMatch(FOREIGN_LOCALE);
  });
});
