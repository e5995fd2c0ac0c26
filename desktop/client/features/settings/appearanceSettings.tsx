import { Monitor, Moon, Sun } from 'lucide-react';
import { useApi } from '../../api/index.ts';
import {
  i18n,
  LOCALE_NAMES,
  LOCALES,
  useMessages,
  useProblems,
  type Locale,
} from '../../i18n/index.ts';
import { SegmentedControl, Select, showToast } from '../../ui/index.ts';
import { settingsMessages } from './messages.ts';
import { SettingLine } from './SettingLine.tsx';

const ICON = { size: 16, strokeWidth: 1.5, 'aria-hidden': true } as const;

export type Theme = 'system' | 'light' | 'dark';

export interface ThemeSettingProps {
  theme: Theme;
  onChange: (theme: Theme) => void;
}

export function ThemeSetting({ theme, onChange }: ThemeSettingProps) {
  const t = useMessages(settingsMessages);
  return (
    <SettingLine title={t('theme')} hint={t('themeHint')}>
      <SegmentedControl<Theme>
        label={t('theme')}
        isLabelHidden
        segments={[
          { id: 'system', label: t('themeSystem'), icon: <Monitor {...ICON} /> },
          { id: 'light', label: t('themeLight'), icon: <Sun {...ICON} /> },
          { id: 'dark', label: t('themeDark'), icon: <Moon {...ICON} /> },
        ]}
        value={theme}
        onChange={onChange}
      />
    </SettingLine>
  );
}

export function LanguageSetting({ onChange }: { onChange: (locale: Locale) => void }) {
  const t = useMessages(settingsMessages);
  const api = useApi();
  const toProblem = useProblems();

  async function choose(locale: Locale) {
    // Here at once; with the account as soon as the server has it.
    onChange(locale);
    try {
      await api.updateMe({ locale });
    } catch (error) {
      const { sentence, code } = toProblem(error);
      showToast({ tone: 'danger', title: sentence, description: code });
    }
  }

  return (
    <SettingLine title={t('language')} hint={t('languageHint')}>
      <Select<Locale>
        label={t('language')}
        isLabelHidden
        options={LOCALES.map((id) => ({ id, label: LOCALE_NAMES[id] }))}
        value={LOCALES.find((locale) => locale === i18n.language) ?? 'en'}
        onChange={(locale) => void choose(locale)}
      />
    </SettingLine>
  );
}
