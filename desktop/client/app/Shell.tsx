import { useRef, type ReactNode } from 'react';
import { Outlet } from 'react-router';
import { Logo, TextLink, useFocusKept } from '../ui/index.ts';
import { AccountMenu } from './AccountMenu.tsx';
import styles from './Shell.module.css';

/** Around home, settings and administration: one quiet line on top. */
export function Shell({ children }: { children?: ReactNode }) {
  const main = useRef<HTMLElement>(null);
  useFocusKept(main);
  return (
    <div className={styles.shell}>
      <header className={styles.header}>
        <TextLink href="/" aria-label="Parley" className={styles.logo ?? ''}>
          <Logo />
        </TextLink>
        <AccountMenu />
      </header>
      <main ref={main} id="content" tabIndex={-1} className={styles.main}>
        {children ?? <Outlet />}
      </main>
    </div>
  );
}
