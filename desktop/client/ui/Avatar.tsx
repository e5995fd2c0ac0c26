import { createContext, useContext, useState } from 'react';
import { initialsOf, personColour } from './person.ts';
import styles from './Avatar.module.css';
import { classNames } from './classNames.ts';

/**
 * Where pictures with a path of their own (`/api/…`) come from. In a browser that is the page's own
 * origin; the desktop app lives elsewhere.
 */
export const PictureOrigin = createContext('');

export interface AvatarProps {
  name: string;
  /** What the colour is drawn from; the same person has the same colour everywhere. Default: the name. */
  colourKey?: string;
  src?: string | null | undefined;
  /** Pixels. */
  size?: number;
  className?: string | undefined;
}

/** Decoration: the name stands beside it, so it is silent for screen readers. */
export function Avatar({ name, colourKey = name, src, size = 32, className }: AvatarProps) {
  const [brokenSrc, setBrokenSrc] = useState<string | null>(null);
  const origin = useContext(PictureOrigin);
  const address = src?.startsWith('/') ? `${origin}${src}` : src;
  const hasPicture = Boolean(address) && address !== brokenSrc;
  return (
    <span
      aria-hidden="true"
      className={classNames(styles.avatar, className)}
      style={{
        width: size,
        height: size,
        fontSize: Math.round(size * 0.4),
        background: hasPicture ? 'var(--surface-sunken)' : personColour(colourKey),
      }}
    >
      {hasPicture && address ? (
        <img
          src={address}
          alt=""
          width={size}
          height={size}
          draggable={false}
          onError={() => {
            setBrokenSrc(address);
          }}
        />
      ) : (
        initialsOf(name)
      )}
    </span>
  );
}
