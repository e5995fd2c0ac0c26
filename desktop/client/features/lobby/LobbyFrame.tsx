import type { ReactNode } from 'react';
import { Logo, TextLink } from '../../ui/index.ts';
import styles from './Lobby.module.css';

/** The mark at the top, which leads home; the page below it. */
export function LobbyFrame({ children }: { children: ReactNode }) {
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <TextLink href="/" aria-label="Parley">
          <Logo size={28} />
        </TextLink>
      </header>
      <main id="content" tabIndex={-1} className={styles.main}>
        {children}
      </main>
    </div>
  );
}
