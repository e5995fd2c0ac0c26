import type { ReactNode } from 'react';
import { Link as AriaLink } from 'react-aria-components/Link';
import { buttonClass, type ButtonVariant } from './Button.tsx';

export interface LinkButtonProps {
  href: string;
  children: ReactNode;
  variant?: ButtonVariant;
  size?: 'small' | 'medium' | 'large';
  icon?: ReactNode;
  isFullWidth?: boolean;
  'aria-label'?: string;
}

/** Goes somewhere, looks like a button: a real link, so that it can be opened in a new tab. */
export function LinkButton({
  href,
  children,
  variant = 'secondary',
  size = 'medium',
  icon,
  isFullWidth = false,
  ...aria
}: LinkButtonProps) {
  return (
    <AriaLink href={href} className={buttonClass(variant, size, isFullWidth)} {...aria}>
      <span style={{ display: 'inline-flex', alignItems: 'center', gap: 'var(--space-2)' }}>
        {icon}
        {children}
      </span>
    </AriaLink>
  );
}
