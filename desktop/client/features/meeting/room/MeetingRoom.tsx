import { useEffect, useRef } from 'react';
import { useMessages } from '../../../i18n/index.ts';
import { useFocusKept } from '../../../ui/index.ts';
import { ChatPanel } from '../chat/ChatPanel.tsx';
import { ControlBar } from '../controls/ControlBar.tsx';
import { ShortcutHelp } from '../controls/ShortcutHelp.tsx';
import { useShortcuts } from '../controls/useShortcuts.ts';
import { useViewState } from '../MeetingContext.ts';
import { meetingMessages } from '../messages.ts';
import { Notices } from '../notices/Notices.tsx';
import { StatusLine } from '../notices/StatusLine.tsx';
import { PeoplePanel } from '../people/PeoplePanel.tsx';
import { Stage } from '../stage/Stage.tsx';
import { SidePanel } from './SidePanel.tsx';
import { TopBar } from './TopBar.tsx';
import { useIdle } from './useIdle.ts';
import { useMediaQuery } from './useMediaQuery.ts';
import { useWakeLock } from './useWakeLock.ts';
import styles from './MeetingRoom.module.css';

/** The stage, dark in both themes, with its bar; the panel beside it follows the theme. */
export function MeetingRoom() {
  const t = useMessages(meetingMessages);
  const panel = useViewState((state) => state.panel);
  const isNarrow = useMediaQuery('(max-width: 600px)');
  const bar = useRef<HTMLDivElement>(null);
  const isIdle = useIdle(bar);
  const main = useRef<HTMLElement>(null);
  useShortcuts();
  useFocusKept(main);
  useWakeLock();

  // The button that was pressed in the lobby is gone; reading goes on here.
  useEffect(() => main.current?.focus(), []);

  return (
    <div className={styles.room}>
      <main ref={main} id="content" tabIndex={-1} data-stage className={styles.main}>
        <TopBar />
        <div className={styles.stage}>
          <StatusLine />
          <Stage />
        </div>
        <Notices />
        <div ref={bar}>
          <ControlBar isHidden={isIdle} isNarrow={isNarrow} />
        </div>
      </main>
      {panel === 'chat' && (
        <SidePanel key="chat" title={t('chat')}>
          <ChatPanel />
        </SidePanel>
      )}
      {panel === 'people' && (
        <SidePanel key="people" title={t('people')}>
          <PeoplePanel />
        </SidePanel>
      )}
      <ShortcutHelp />
    </div>
  );
}
