import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { createFormats, type Formats } from './formats.ts';
import { i18n } from './instance.ts';
import { formatLocale } from './locale.ts';

/** Dates, times and numbers in the current language. */
export function useFormats(): Formats {
  const { i18n: current } = useTranslation([], { i18n, useSuspense: false });
  return useMemo(
    () => createFormats(formatLocale(current.language, navigator.languages)),
    [current.language],
  );
}
