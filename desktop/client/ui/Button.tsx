import type { ReactNode, Ref } from 'react';
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
} from 'react-aria-components/Button';
import styles from './Button.module.css';
import { classNames } from './classNames.ts';
import { SpinnerMark } from './Spinner.tsx';

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger' | 'dangerQuiet';

export interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style'> {
  children: ReactNode;
  variant?: ButtonVariant;
  size?: 'small' | 'medium' | 'large';
  /** A 20 px icon before the words. */
  icon?: ReactNode;
  isFullWidth?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

/** While `isPending` the button keeps its width and focus and cannot be pressed again. */
export function Button({
  children,
  variant = 'secondary',
  size = 'medium',
  icon,
  isFullWidth = false,
  ...rest
}: ButtonProps) {
  return (
    <AriaButton {...rest} className={buttonClass(variant, size, isFullWidth)}>
      {({ isPending }) => (
        <>
          <span className={classNames(styles.content, isPending && styles.contentPending)}>
            {icon}
            {children}
          </span>
          {isPending && <SpinnerMark className={styles.spinner} />}
        </>
      )}
    </AriaButton>
  );
}

export function buttonClass(
  variant: ButtonVariant,
  size: 'small' | 'medium' | 'large',
  isFullWidth: boolean,
): string {
  return classNames(styles.button, styles[variant], styles[size], isFullWidth && styles.fullWidth);
}
