import { useEffect, type RefObject } from 'react';

/** What the focus stays in when the very thing that had it goes: the panel, or the meeting itself. */
const PLACES = 'main, aside';

/**
 * The focus is never lost: a notice that passes, a person who is removed, a panel that a notice opened take
 * what had the focus along, and whoever works by keyboard would begin at the top of the page again.
 */
export function useFocusKept(main: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let last: Element | null = null;
    let place: HTMLElement | null = null;
    let frame = 0;
    const handleFocus = ({ target }: FocusEvent) => {
      if (!(target instanceof Element)) return;
      last = target;
      place = target.closest<HTMLElement>(PLACES) ?? place;
    };
    const isLost = () =>
      document.activeElement === document.body && last !== null && !last.isConnected;
    const restore = () => {
      if (!isLost()) return;
      if (place?.isConnected) place.focus();
      else main.current?.focus();
    };
    const observer = new MutationObserver(() => {
      if (!isLost()) return;
      cancelAnimationFrame(frame);
      // A dialog or a menu gives the focus back in the frame after it has gone.
      frame = requestAnimationFrame(() => {
        frame = requestAnimationFrame(restore);
      });
    });
    document.addEventListener('focusin', handleFocus);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
      document.removeEventListener('focusin', handleFocus);
    };
  }, [main]);
}
