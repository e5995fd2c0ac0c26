import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './Banner.module.css';
import { classNames } from './classNames.ts';

export interface BannerProps {
  tone?: 'info' | 'warning' | 'danger';
  children: ReactNode;
  /** A small button. */
  action?: ReactNode;
  icon?: ReactNode;
}

const ICON = { size: 20, strokeWidth: 1.5, 'aria-hidden': true } as const;

/** A lasting state of the page, in a line of its own. */
export function Banner({ tone = 'info', children, action, icon }: BannerProps) {
  const Icon = { info: Info, warning: TriangleAlert, danger: CircleAlert }[tone];
  return (
    <div role="status" className={classNames(styles.banner, styles[tone])}>
      <span className={styles.icon}>{icon ?? <Icon {...ICON} />}</span>
      <div className={styles.words}>{children}</div>
      {action}
    </div>
  );
}
