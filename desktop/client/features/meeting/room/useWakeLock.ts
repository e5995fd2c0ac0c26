import { useEffect } from 'react';

/** Keeps the screen on while the meeting is in sight; browsers drop the lock when the page is hidden. */
export function useWakeLock(): void {
  useEffect(() => {
    // TypeScript's DOM library says it is always there; on an insecure origin it is not.
    const { wakeLock }: { wakeLock?: WakeLock } = navigator;
    if (wakeLock === undefined) return;
    let lock: WakeLockSentinel | null = null;
    let isOver = false;
    const take = async () => {
      if (document.visibilityState !== 'visible') return;
      try {
        lock = await wakeLock.request('screen');
        if (isOver) await lock.release();
      } catch {
        // Refused on a low battery: the screen then turns off as it always does.
      }
    };
    const handleVisibility = () => void take();
    void take();
    document.addEventListener('visibilitychange', handleVisibility);
    return () => {
      isOver = true;
      document.removeEventListener('visibilitychange', handleVisibility);
      void lock?.release();
    };
  }, []);
}
