import { useEffect, useRef, type ReactNode } from 'react';
import { VisuallyHidden } from './VisuallyHidden.tsx';

/** The browser announces the first page itself; only later ones need the focus moved to their heading. */
let isFirstPage = true;

export interface PageHeadingProps {
  children: ReactNode;
  /** Of the window or tab. */
  title: string;
  className?: string | undefined;
  isHidden?: boolean;
}

/** The one h1 of a page: names the window, and takes the focus when one navigates to it. */
export function PageHeading({ children, title, className, isHidden = false }: PageHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = title === 'Parley' ? title : `${title} · Parley`;
  }, [title]);

  useEffect(() => {
    const isTyping = document.activeElement instanceof HTMLInputElement;
    if (!isFirstPage && !isTyping) heading.current?.focus({ preventScroll: true });
    isFirstPage = false;
  }, []);

  const h1 = (
    <h1 ref={heading} tabIndex={-1} className={className}>
      {children}
    </h1>
  );
  return isHidden ? <VisuallyHidden>{h1}</VisuallyHidden> : h1;
}
