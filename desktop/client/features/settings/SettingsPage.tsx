import { useState, type ReactNode } from 'react';
import type { Me } from '../../../../shared/contracts/index.ts';
import { useMessages, type Locale } from '../../i18n/index.ts';
import { EmptyState, PageHeading, SearchField } from '../../ui/index.ts';
import { AvatarSetting } from './AvatarSetting.tsx';
import { DeleteAccountSetting } from './DeleteAccountSetting.tsx';
import { LanguageSetting, ThemeSetting, type Theme } from './appearanceSettings.tsx';
import { settingsMessages } from './messages.ts';
import { EmailSetting, NameSetting } from './profileSettings.tsx';
import { PasswordSetting } from './PasswordSetting.tsx';
import { findSettings, type Section } from './findSettings.ts';
import { ServerSetting, SignOutEverywhereSetting, SignOutSetting } from './sessionSettings.tsx';
import styles from './settings.module.css';

export interface SettingsPageProps {
  user: Me;
  theme: Theme;
  onThemeChange: (theme: Theme) => void;
  onLocaleChange: (locale: Locale) => void;
  /** Only a desktop app can move to another server. */
  server: { url: string; onChange: () => void } | null;
}

/** One column; every setting explained in a line; what is changed holds at once. */
export function SettingsPage(props: SettingsPageProps) {
  const t = useMessages(settingsMessages);
  const [text, setText] = useState('');
  const sections = findSettings(useSections(props), text);
  return (
    <div className={styles.page}>
      <PageHeading title={t('title')}>{t('title')}</PageHeading>
      <SearchField label={t('search')} value={text} onChange={setText} />
      {sections.length === 0 && <EmptyState title={t('noMatch', { text: text.trim() })} />}
      {sections.map((section) => (
        <section key={section.id} aria-labelledby={`section-${section.id}`}>
          <h2 id={`section-${section.id}`} className={styles.sectionTitle}>
            {section.title}
          </h2>
          <div className={styles.card}>
            {section.settings.map(({ id, content }) => (
              <div key={id} className={styles.setting}>
                {content}
              </div>
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}

function useSections({ user, server, ...props }: SettingsPageProps): Section[] {
  const t = useMessages(settingsMessages);
  const entry = (id: string, words: string[], content: ReactNode) => ({ id, words, content });
  const sections: Section[] = [
    {
      id: 'profile',
      title: t('sectionProfile'),
      settings: [
        entry('picture', [t('picture')], <AvatarSetting user={user} />),
        entry('name', [t('name'), t('nameHint')], <NameSetting user={user} />),
        entry('email', [t('email')], <EmailSetting email={user.email} />),
      ],
    },
    {
      id: 'appearance',
      title: t('sectionAppearance'),
      settings: [
        entry(
          'theme',
          [t('theme'), t('themeLight'), t('themeDark')],
          <ThemeSetting theme={props.theme} onChange={props.onThemeChange} />,
        ),
        entry(
          'language',
          [t('language'), 'Language', '语言', 'English', '中文'],
          <LanguageSetting onChange={props.onLocaleChange} />,
        ),
      ],
    },
    {
      id: 'security',
      title: t('sectionSecurity'),
      settings: [
        entry('password', [t('password'), t('passwordHint')], <PasswordSetting />),
        entry('signOut', [t('signOut'), t('signOutHint')], <SignOutSetting />),
        entry('signOutAll', [t('signOutAll'), t('signOutAllHint')], <SignOutEverywhereSetting />),
      ],
    },
    {
      id: 'danger',
      title: t('sectionDanger'),
      settings: [
        entry(
          'delete',
          [t('deleteAccount'), t('deleteAccountHint')],
          <DeleteAccountSetting email={user.email} />,
        ),
      ],
    },
  ];
  if (server) {
    sections.splice(3, 0, {
      id: 'server',
      title: t('sectionServer'),
      settings: [entry('server', [t('server'), server.url], <ServerSetting {...server} />)],
    });
  }
  return sections;
}
