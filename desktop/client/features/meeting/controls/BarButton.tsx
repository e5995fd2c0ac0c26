import type { ReactNode, Ref } from 'react';
import { Button } from 'react-aria-components/Button';
import { classNames, Tooltip } from '../../../ui/index.ts';
import styles from './ControlBar.module.css';

export interface BarButtonProps {
  /** The accessible name, and what the tooltip says. */
  label: string;
  /** One word under the icon, on wide windows. */
  caption: string;
  icon: ReactNode;
  /** As it is written on keys. */
  shortcut?: string | undefined;
  /** `off`: microphone or camera is off; `active`: switched on; `danger`: leaves. */
  tone?: 'normal' | 'off' | 'active';
  /** A number at the corner. */
  badge?: string | undefined;
  className?: string | undefined;
  onPress?: () => void;
  ref?: Ref<HTMLButtonElement>;
}

export function BarButton({
  label,
  caption,
  icon,
  shortcut,
  tone = 'normal',
  badge,
  className,
  ...rest
}: BarButtonProps) {
  return (
    <Tooltip content={label} shortcut={shortcut} placement="top">
      <Button
        {...rest}
        aria-label={label}
        className={classNames(styles.button, styles[tone], className)}
      >
        {/* The number is drawn by the style sheet: the name of the button says it in words. */}
        <span className={styles.icon} data-badge={badge}>
          {icon}
        </span>
        <span className={styles.caption} aria-hidden="true">
          {caption}
        </span>
      </Button>
    </Tooltip>
  );
}
