import { useEffect, useState } from 'react';

/** Seconds that are left of `seconds`, counted from the moment at which it was given. */
export function useCountdown(seconds: number): number {
  const [left, setLeft] = useState(Math.ceil(seconds));
  useEffect(() => {
    const endsAt = performance.now() + seconds * 1000;
    const update = () => setLeft(Math.max(0, Math.ceil((endsAt - performance.now()) / 1000)));
    update();
    const timer = setInterval(update, 250);
    return () => clearInterval(timer);
  }, [seconds]);
  return left;
}
