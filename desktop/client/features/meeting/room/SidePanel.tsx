import { X } from 'lucide-react';
import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { useMessages } from '../../../i18n/index.ts';
import { IconButton } from '../../../ui/index.ts';
import { useMeeting } from '../MeetingContext.ts';
import { meetingMessages } from '../messages.ts';
import styles from './MeetingRoom.module.css';

export interface SidePanelProps {
  title: string;
  children: ReactNode;
}

/** Beside the stage, over it on narrow windows. The focus goes in when it opens and back when it closes. */
export function SidePanel({ title, children }: SidePanelProps) {
  const t = useMessages(meetingMessages);
  const { view } = useMeeting();
  const ref = useRef<HTMLElement>(null);

  useLayoutEffect(() => {
    const panel = ref.current;
    const before = document.activeElement;
    if (panel !== null && !panel.contains(document.activeElement)) panel.focus();
    return () => {
      // Only when the focus would be lost with the panel, not when one works elsewhere meanwhile.
      // Where it cannot go back, useFocusKept finds it a place.
      if (panel?.contains(document.activeElement) && before instanceof HTMLElement) before.focus();
    };
  }, []);

  return (
    <aside ref={ref} aria-label={title} tabIndex={-1} className={styles.panel}>
      <header className={styles.panelHeader}>
        <h2>{title}</h2>
        <IconButton
          label={t('close')}
          icon={<X size={20} strokeWidth={1.5} />}
          size="small"
          onPress={() => view.closePanel()}
        />
      </header>
      {children}
    </aside>
  );
}
