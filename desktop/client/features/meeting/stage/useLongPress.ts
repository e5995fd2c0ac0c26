import { useEffect, useRef, type RefObject } from 'react';

const LONG_PRESS_MS = 500;
/** A finger that wanders further scrolls or swipes. */
const SLOP_PX = 10;

/** Calls back after a long touch or at a right click on the element whose ref it gives. */
export function useLongPress(onLongPress: () => void): RefObject<HTMLSpanElement | null> {
  const ref = useRef<HTMLSpanElement>(null);
  const latest = useRef(onLongPress);
  useEffect(() => {
    latest.current = onLongPress;
  });

  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let start = { x: 0, y: 0 };
    const cancel = () => clearTimeout(timer);
    const handleDown = (event: PointerEvent) => {
      cancel();
      if (event.pointerType === 'mouse') return;
      start = { x: event.clientX, y: event.clientY };
      timer = setTimeout(() => latest.current(), LONG_PRESS_MS);
    };
    const handleMove = (event: PointerEvent) => {
      const distance = Math.hypot(event.clientX - start.x, event.clientY - start.y);
      if (distance > SLOP_PX) cancel();
    };
    const handleMenu = (event: MouseEvent) => {
      event.preventDefault();
      // Android sends this at the end of a long touch; the timer would open the menu twice.
      cancel();
      latest.current();
    };
    element.addEventListener('pointerdown', handleDown);
    element.addEventListener('pointermove', handleMove);
    element.addEventListener('pointerup', cancel);
    element.addEventListener('pointercancel', cancel);
    element.addEventListener('contextmenu', handleMenu);
    return () => {
      cancel();
      element.removeEventListener('pointerdown', handleDown);
      element.removeEventListener('pointermove', handleMove);
      element.removeEventListener('pointerup', cancel);
      element.removeEventListener('pointercancel', cancel);
      element.removeEventListener('contextmenu', handleMenu);
    };
  }, []);

  return ref;
}
