import type { ReactNode } from 'react';
import { useMessages } from '../../i18n/index.ts';
import { Logo, TextLink } from '../../ui/index.ts';
import { lobbyMessages } from './messages.ts';
import styles from './Lobby.module.css';

/** The mark at the top, which leads home; the page below it. */
export function LobbyFrame({ children }: { children: ReactNode }) {
  const t = useMessages(lobbyMessages);
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <TextLink href="/" aria-label={t('back')}>
          <Logo size={28} />
        </TextLink>
      </header>
      <main id="content" tabIndex={-1} className={styles.main}>
        {children}
      </main>
    </div>
  );
}
