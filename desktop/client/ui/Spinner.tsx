import { classNames } from './classNames.ts';
import styles from './Spinner.module.css';
import { useDelay } from './useDelay.ts';

/** The turning ring alone, for inside a button that already says what it does. */
export function SpinnerMark({ className }: { className?: string | undefined }) {
  return <span aria-hidden="true" className={classNames(styles.mark, className)} />;
}

export interface SpinnerProps {
  /** What is happening: "Joining". */
  label: string;
  /** What is being waited for, told after five seconds. */
  slowLabel: string;
}

/** Nothing for 300 ms, then a ring with its label, after five seconds a word about the reason. */
export function Spinner({ label, slowLabel }: SpinnerProps) {
  const isShown = useDelay(300);
  const isSlow = useDelay(5000);
  return (
    <div role="status" className={styles.spinner}>
      {isShown && (
        <>
          <SpinnerMark className={styles.large} />
          <p className={styles.label}>{label}</p>
          {isSlow && <p className={styles.slow}>{slowLabel}</p>}
        </>
      )}
    </div>
  );
}
