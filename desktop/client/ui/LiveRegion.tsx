import { useEffect, useState } from 'react';
import { onAnnouncement } from './announce.ts';
import { VisuallyHidden } from './VisuallyHidden.tsx';

/** Mounted once at the root: reads out what `announce` is given. */
export function LiveRegion() {
  const [message, setMessage] = useState({ text: '', turn: 0 });
  useEffect(
    () =>
      onAnnouncement((text) => {
        setMessage(({ turn }) => ({ text, turn: turn + 1 }));
      }),
    [],
  );
  return (
    <VisuallyHidden>
      <div role="log" aria-live="polite" aria-relevant="additions">
        {/* A new key is a new node: the same words twice are read twice. */}
        <p key={message.turn}>{message.text}</p>
      </div>
    </VisuallyHidden>
  );
}
