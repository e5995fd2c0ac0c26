import { createInstance } from 'i18next';
import { DEFAULT_LOCALE } from './locale.ts';

/**
 * The one i18next of this window. Features add their sentences when their code is loaded
 * (`defineMessages`), so a lazily loaded feature brings its own.
 */
export const i18n = createInstance();

// Without a back end there is nothing to wait for: initialised synchronously.
void i18n.init({
  lng: DEFAULT_LOCALE,
  fallbackLng: false,
  initAsync: false,
  resources: {},
  ns: [],
  // React escapes what it renders.
  interpolation: { escapeValue: false },
  keySeparator: false,
  nsSeparator: ':',
  returnNull: false,
});
