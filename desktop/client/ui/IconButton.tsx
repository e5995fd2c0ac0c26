import type { ReactNode, Ref } from 'react';
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
} from 'react-aria-components/Button';
import { classNames } from './classNames.ts';
import styles from './IconButton.module.css';
import { Tooltip, type TooltipProps } from './Tooltip.tsx';

export interface IconButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style'> {
  /** The accessible name, and what the tooltip says. */
  label: string;
  /** A 20 px icon. */
  icon: ReactNode;
  /** Shown in the tooltip. */
  shortcut?: string;
  /** `stage*` for what lies on the dark meeting stage. */
  variant?: 'quiet' | 'outlined' | 'stage' | 'stageDanger' | 'stageActive';
  size?: 'small' | 'medium' | 'large';
  isRound?: boolean;
  /** Cannot be pressed now, and keeps the focus: `isDisabled` would drop it, to the top of the page. */
  isAtEnd?: boolean;
  tooltipPlacement?: TooltipProps['placement'];
  ref?: Ref<HTMLButtonElement>;
}

export function IconButton({
  label,
  icon,
  shortcut,
  variant = 'quiet',
  size = 'medium',
  isRound = false,
  isAtEnd = false,
  tooltipPlacement = 'top',
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip content={label} shortcut={shortcut} placement={tooltipPlacement}>
      <AriaButton
        {...rest}
        {...(isAtEnd && { 'aria-disabled': true, onPress: () => undefined })}
        aria-label={label}
        className={classNames(
          styles.button,
          styles[variant],
          styles[size],
          isRound && styles.round,
        )}
      >
        {icon}
      </AriaButton>
    </Tooltip>
  );
}
