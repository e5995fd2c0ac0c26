import { useEffect, useRef } from 'react';
import type { LocalMedia } from '../../../media/index.ts';
import { classNames } from '../../../ui/index.ts';
import styles from './Devices.module.css';

export interface MicLevelProps {
  localMedia: LocalMedia;
  className?: string | undefined;
}

/** Moves ten times a second, so it writes its style itself. Silent: whoever speaks hears themselves. */
export function MicLevel({ localMedia, className }: MicLevelProps) {
  const ref = useRef<HTMLSpanElement>(null);
  useEffect(
    () =>
      localMedia.subscribeMicLevel((level) => {
        // The square root gives quiet voices a bar that one can see.
        if (ref.current) ref.current.style.transform = `scaleX(${Math.sqrt(level).toFixed(3)})`;
      }),
    [localMedia],
  );
  return (
    <span className={classNames(styles.level, className)} aria-hidden="true">
      <span ref={ref} className={styles.levelBar} />
    </span>
  );
}
