import type { ReactNode } from 'react';
import { classNames } from './classNames.ts';
import styles from './Skeleton.module.css';
import { useDelay } from './useDelay.ts';

export interface SkeletonProps {
  /** CSS lengths. */
  width?: string;
  height?: string;
  isRound?: boolean;
}

/** One grey shape of what is coming. Put a group of them into `SkeletonGroup`. */
export function Skeleton({ width = '100%', height = '16px', isRound = false }: SkeletonProps) {
  return (
    <span
      aria-hidden="true"
      className={classNames(styles.skeleton, isRound && styles.round)}
      style={{ width, height }}
    />
  );
}

export interface SkeletonGroupProps {
  /** Read to those who cannot see the shapes: "Loading your meetings". */
  label: string;
  /** Told visibly after five seconds. */
  slowLabel?: string;
  children: ReactNode;
}

/** Takes its place at once, so that nothing jumps, but is seen only after 300 ms. */
export function SkeletonGroup({ label, slowLabel, children }: SkeletonGroupProps) {
  const isShown = useDelay(300);
  const isSlow = useDelay(5000);
  return (
    <div role="status" aria-label={label} className={classNames(!isShown && styles.waiting)}>
      {children}
      {isSlow && slowLabel && <p className={styles.slow}>{slowLabel}</p>}
    </div>
  );
}
