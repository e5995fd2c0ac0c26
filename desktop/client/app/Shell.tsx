import type { ReactNode } from 'react';
import { Outlet } from 'react-router';
import { Logo, TextLink } from '../ui/index.ts';
import { AccountMenu } from './AccountMenu.tsx';
import styles from './Shell.module.css';

/** Around home, settings and administration: one quiet line on top. */
export function Shell({ children }: { children?: ReactNode }) {
  return (
    <div className={styles.shell}>
      <header className={styles.header}>
        <TextLink href="/" aria-label="Parley" className={styles.logo ?? ''}>
          <Logo />
        </TextLink>
        <AccountMenu />
      </header>
      <main id="content" tabIndex={-1} className={styles.main}>
        {children ?? <Outlet />}
      </main>
    </div>
  );
}
