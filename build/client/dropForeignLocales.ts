import type { Plugin } from 'vite';

/** The sentences of a language that Parley does not speak, in one of the packages of react-aria. */
export const FOREIGN_LOCALE =
  /\/react-(?:aria|stately|aria-components)\/.*\/intl\/.*\/(?!en-US|zh-CN)[a-z]{2}-[A-Z]{2}\.mjs$/;

/** react-aria speaks 34 languages; those that Parley does not speak would be a tenth of the first load. */
export function dropForeignLocales(): Plugin {
  return {
    name: 'parley-drop-foreign-locales',
    load: { filter: { id: FOREIGN_LOCALE }, handler: () => 'export default {};' },
  };
}
