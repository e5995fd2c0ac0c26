import { useEffect, useState } from 'react';
import { onAnnouncement } from './announce.ts';
import { VisuallyHidden } from './VisuallyHidden.tsx';

/** What is older has been read out, or given up, long before so many more were said. */
const KEPT = 10;

interface Said {
  key: number;
  text: string;
}

/** Mounted once at the root: reads out what `announce` is given, all of it where much is said at once. */
export function LiveRegion() {
  const [said, setSaid] = useState<readonly Said[]>([]);
  useEffect(
    () =>
      onAnnouncement((text) => {
        // A new key is a new node: the same words twice are read twice.
        setSaid((before) => [...before, { key: (before.at(-1)?.key ?? 0) + 1, text }].slice(-KEPT));
      }),
    [],
  );
  return (
    <VisuallyHidden>
      {/* React Aria leaves what is marked so outside of what it closes off behind a menu or a dialog. */}
      <div
        role="log"
        aria-live="polite"
        aria-relevant="additions"
        data-announcements
        data-live-announcer="true"
      >
        {said.map(({ key, text }) => (
          <p key={key}>{text}</p>
        ))}
      </div>
    </VisuallyHidden>
  );
}
