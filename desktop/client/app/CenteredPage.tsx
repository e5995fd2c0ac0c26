import type { ReactNode } from 'react';
import { Logo, TextLink } from '../ui/index.ts';
import styles from './CenteredPage.module.css';

/** The mark, one narrow column in the middle, and at the foot what is always at hand. */
export function CenteredPage({ children, footer }: { children: ReactNode; footer?: ReactNode }) {
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <TextLink href="/" aria-label="Parley">
          <Logo size={32} />
        </TextLink>
      </header>
      <main id="content" tabIndex={-1} className={styles.main}>
        {children}
      </main>
      {footer && <footer className={styles.footer}>{footer}</footer>}
    </div>
  );
}
