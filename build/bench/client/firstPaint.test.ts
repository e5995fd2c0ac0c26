import { expect, it } from 'vitest';
import { scriptsOf } from './firstPaint.ts';

it('finds the entry and what is preloaded for it, each once', () => {
  const html = `
    <script type="module" crossorigin src="/assets/index-1.js"></script>
    <link rel="modulepreload" crossorigin href="/assets/lib-2.js">
    <link rel="modulepreload" crossorigin href="/assets/lib-2.js">
    <link rel="stylesheet" href="/assets/index.css">`;
  expect(scriptsOf(html)).toEqual(['/assets/index-1.js', '/assets/lib-2.js']);
});
