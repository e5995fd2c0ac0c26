import { Languages } from 'lucide-react';
import { i18n, LOCALE_NAMES, LOCALES, useMessages, type Locale } from '../i18n/index.ts';
import { Select } from '../ui/index.ts';
import { usePreferences } from './PreferencesContext.tsx';
import { appWords } from './words.ts';

/** The language, for those who have no settings page yet. */
export function AccountFooter() {
  const t = useMessages(appWords);
  const [, change] = usePreferences();
  const current = LOCALES.find((locale) => locale === i18n.language) ?? 'en';
  return (
    <Select<Locale>
      label={t('language')}
      isLabelHidden
      icon={<Languages size={20} strokeWidth={1.5} />}
      options={LOCALES.map((id) => ({ id, label: LOCALE_NAMES[id] }))}
      value={current}
      onChange={(locale) => {
        change({ locale });
      }}
    />
  );
}
