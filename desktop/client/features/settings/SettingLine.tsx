import type { ReactNode } from 'react';
import styles from './settings.module.css';

export interface SettingLineProps {
  title: string;
  hint?: string;
  /** At the end of the line: a button, a choice. */
  children: ReactNode;
}

/** A setting that needs no more than a line. */
export function SettingLine({ title, hint, children }: SettingLineProps) {
  return (
    <div className={styles.line}>
      <div className={styles.words}>
        <h3 className={styles.title}>{title}</h3>
        {hint && <p className={styles.hint}>{hint}</p>}
      </div>
      <div className={styles.control}>{children}</div>
    </div>
  );
}
