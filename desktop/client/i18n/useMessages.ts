import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { i18n } from './instance.ts';
import type { EnglishMessages, Messages, Translate } from './messages.ts';

/** The sentences of a feature in the current language; renders again when the language changes. */
export function useMessages<English extends EnglishMessages>(
  messages: Messages<English>,
): Translate<English> {
  const { t } = useTranslation(messages.namespace, { i18n, useSuspense: false });
  return useCallback(
    (key, ...[values]) =>
      // i18next names keys by strings of its own; ours are checked by `Translate`.
      t(key as string, values ?? {}),
    [t],
  );
}
