import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useMessages } from '../../../i18n/index.ts';
import { announce, Button, IconButton } from '../../../ui/index.ts';
import { useCommands, useMeeting, useMeetingState, useViewState } from '../MeetingContext.ts';
import type { MeetingState } from '../meetingState.ts';
import { meetingMessages } from '../messages.ts';
import { groupNotices, shownForMs, type NoticeGroup } from './noticeGroups.ts';
import { useDeviceHints } from './useDeviceHints.ts';
import { useNoticeText } from './useNoticeText.ts';
import styles from './Notices.module.css';

const SHOWN_AT_ONCE = 3;
const HINT_MS = 6000;

/** What happened, in passing: above the bar for the eyes, by the live region for the ears. */
export function Notices() {
  const t = useMessages(meetingMessages);
  const notices = useMeetingState((state) => state.notices);
  const groups = groupNotices(notices);
  useAnnouncements(notices);
  useDeviceHints();
  return (
    <section aria-label={t('notices')} className={styles.notices}>
      <Hint />
      {groups.slice(0, SHOWN_AT_ONCE).map((group) => (
        <NoticeCard key={group.key} group={group} />
      ))}
    </section>
  );
}

function NoticeCard({ group }: { group: NoticeGroup }) {
  const t = useMessages(meetingMessages);
  const commands = useCommands();
  const toText = useNoticeText();
  const { keys, notice } = group;
  const dismiss = () => {
    for (const key of keys) commands.dismissNotice(key);
  };
  const [isPointedAt, setPointedAt] = useState(false);
  const [hasFocus, setFocus] = useState(false);
  // One more name in a group starts its time anew.
  useTimeout(dismiss, isPointedAt || hasFocus ? null : shownForMs(notice), keys.length);
  return (
    <div
      className={styles.card}
      onPointerEnter={() => setPointedAt(true)}
      onPointerLeave={() => setPointedAt(false)}
      onFocus={() => setFocus(true)}
      onBlur={() => setFocus(false)}
    >
      <p className={styles.text}>{toText(group)}</p>
      <NoticeAction group={group} onDone={dismiss} />
      <IconButton
        label={t('dismiss')}
        icon={<X size={16} strokeWidth={1.5} />}
        size="small"
        onPress={dismiss}
      />
    </div>
  );
}

function NoticeAction({ group, onDone }: { group: NoticeGroup; onDone: () => void }) {
  const t = useMessages(meetingMessages);
  const { session, view } = useMeeting();
  const answer = (act: () => void) => () => {
    onDone();
    act();
  };
  if (group.notice.kind === 'askedToUnmute') {
    return (
      <Button
        size="small"
        variant="primary"
        onPress={answer(() => void session.commands.setMicOn(true))}
      >
        {t('unmute')}
      </Button>
    );
  }
  if (group.notice.kind === 'chat') {
    return (
      <Button size="small" onPress={answer(() => view.togglePanel('chat'))}>
        {t('showChat')}
      </Button>
    );
  }
  return null;
}

function Hint() {
  const { view } = useMeeting();
  const hint = useViewState((state) => state.hint);
  useEffect(() => {
    if (hint !== null) announce(hint.text);
  }, [hint]);
  useTimeout(() => view.dismissHint(), HINT_MS, hint?.key ?? 0);
  if (hint === null) return null;
  return (
    <div key={hint.key} className={styles.card}>
      <p className={styles.text}>{hint.text}</p>
    </div>
  );
}

/** Each notice is read once: a card that gathers names is not read from its beginning again. */
function useAnnouncements(notices: MeetingState['notices']): void {
  const toText = useNoticeText();
  const heard = useRef(new Set<string>());
  useEffect(() => {
    const fresh = notices.filter(({ key }) => !heard.current.has(key));
    for (const { key } of fresh) heard.current.add(key);
    for (const group of groupNotices(fresh).toReversed()) announce(toText(group));
  });
}

/**
 * Calls back once after the time, counted anew whenever `turn` changes.
 * @param delayMs null: not as long as somebody is about to use it (WCAG 2.2, 2.2.1)
 */
function useTimeout(callback: () => void, delayMs: number | null, turn: number): void {
  const latest = useRef(callback);
  useEffect(() => {
    latest.current = callback;
  });
  useEffect(() => {
    if (delayMs === null) return undefined;
    const timer = setTimeout(() => latest.current(), delayMs);
    return () => clearTimeout(timer);
  }, [delayMs, turn]);
}
