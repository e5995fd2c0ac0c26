import { useEffect, useState } from 'react';

/** @returns the time, moving on every `everyMs` while the page is looked at */
export function useNow(everyMs: number): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const tick = () => {
      setNow(new Date());
    };
    const timer = setInterval(tick, everyMs);
    // Timers sleep in hidden tabs; whoever comes back sees the right minute at once.
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [everyMs]);
  return now;
}
