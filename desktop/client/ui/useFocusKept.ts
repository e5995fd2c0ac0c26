import { useEffect, type RefObject } from 'react';

/** What the focus stays in when the very thing that had it goes: the panel, or the meeting itself. */
const PLACES = 'main, aside';

/**
 * The focus is never lost: a notice that passes, a person who is removed, a meeting that is deleted take what had
 * the focus along, and a dialog that goes before the page is free again gives it to nobody; whoever works by
 * keyboard would begin at the top of the page again.
 */
export function useFocusKept(main: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let last: Element | null = null;
    let place: HTMLElement | null = null;
    // The last thing within a place: what a dialog or a menu, which lie outside, was opened from.
    let origin: HTMLElement | null = null;
    let frame = 0;
    const handleFocus = ({ target }: FocusEvent) => {
      if (!(target instanceof Element)) return;
      last = target;
      const within = target.closest<HTMLElement>(PLACES);
      if (within === null) return;
      place = within;
      if (target instanceof HTMLElement) origin = target;
    };
    const isLost = () =>
      document.activeElement === document.body && last !== null && !last.isConnected;
    const restore = () => {
      if (!isLost()) return;
      for (const each of [origin, place, main.current]) {
        if (each?.isConnected) each.focus();
        if (document.activeElement !== document.body) return;
      }
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
    // As long as a dialog leaves the page inert, nothing in it takes the focus.
    observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['inert'] });
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
      document.removeEventListener('focusin', handleFocus);
    };
  }, [main]);
}
