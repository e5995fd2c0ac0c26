import { useEffect, useState, type RefObject } from 'react';

const IDLE_MS = 4000;
/** An open menu, or a focus that came by keyboard, is somebody at work. */
const AT_WORK = '[aria-expanded="true"], [data-focus-visible], :focus-visible';

/**
 * Whether nobody has moved for a while over a mouse-driven page.
 * @param working Where an open menu or a keyboard focus counts as moving.
 */
export function useIdle(working: RefObject<HTMLElement | null>): boolean {
  const [isIdle, setIsIdle] = useState(false);
  useEffect(() => {
    // Fingers leave no trace while they rest: there the bar always stays.
    if (window.matchMedia('(hover: none)').matches) return;
    let timer: ReturnType<typeof setTimeout>;
    const check = () => {
      const bar = working.current;
      if (bar !== null && (bar.matches(':hover') || bar.querySelector(AT_WORK) !== null)) wake();
      else setIsIdle(true);
    };
    const wake = () => {
      clearTimeout(timer);
      setIsIdle(false);
      timer = setTimeout(check, IDLE_MS);
    };
    wake();
    const events = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const;
    for (const event of events) window.addEventListener(event, wake, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const event of events) window.removeEventListener(event, wake);
    };
  }, [working]);
  return isIdle;
}
