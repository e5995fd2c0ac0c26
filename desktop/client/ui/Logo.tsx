import styles from './Logo.module.css';

export interface LogoProps {
  /** Height of the mark in pixels. */
  size?: number;
  /** With the word beside it. */
  hasWord?: boolean;
}

/** A P that is a speech bubble with somebody in it. */
export function Logo({ size = 28, hasWord = true }: LogoProps) {
  return (
    <span className={styles.logo} style={{ fontSize: Math.round(size * 0.68) }}>
      <svg viewBox="0 0 64 64" width={size} height={size} aria-hidden="true">
        <rect width="64" height="64" rx="16" fill="#0a7a68" />
        <path
          d="M19 53V27.5a14.5 14.5 0 1 1 14.5 14.5H30"
          fill="none"
          stroke="#fff"
          strokeWidth="7.5"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
        <circle cx="33.5" cy="27.5" r="5.5" fill="#7be6d0" />
      </svg>
      {hasWord ? <span className={styles.word}>Parley</span> : null}
    </span>
  );
}
