import type { ReactNode } from 'react';
import { Link as AriaLink } from 'react-aria-components/Link';

export interface TextLinkProps {
  href: string;
  children: ReactNode;
  className?: string;
  'aria-label'?: string;
  'aria-current'?: 'page';
}

/** A link within text; inside the app it navigates without loading the page again. */
export function TextLink(props: TextLinkProps) {
  return <AriaLink {...props} />;
}
