import { ArrowDown, MessageSquare } from 'lucide-react';
import { useRef, useState } from 'react';
import { dayKey, useFormats, useMessages } from '../../../i18n/index.ts';
import { Button, EmptyState } from '../../../ui/index.ts';
import { useCommands, useMeetingState } from '../MeetingContext.ts';
import { meetingMessages } from '../messages.ts';
import { ChatComposer } from './ChatComposer.tsx';
import { groupChat, type ChatGroup } from './chatGroups.ts';
import { ChatMessageText } from './ChatMessageText.tsx';
import { useChatScroll } from './useChatScroll.ts';
import { useChatAnnouncements } from './useChatAnnouncements.ts';
import styles from './ChatPanel.module.css';

export function ChatPanel() {
  const t = useMessages(meetingMessages);
  const commands = useCommands();
  const entries = useMeetingState(({ chat }) => chat.entries);
  const hasMore = useMeetingState(({ chat }) => chat.hasMore);
  const selfId = useMeetingState((state) => state.selfId);
  const loadOlder = () => {
    if (hasMore) void commands.loadOlderChat();
  };
  const scroller = useRef<HTMLDivElement>(null);
  const { hasNewBelow, handleScroll, scrollToEnd } = useChatScroll(
    scroller,
    entries,
    selfId,
    loadOlder,
  );
  useChatAnnouncements();
  const groups = groupChat(entries, (sentAt) => dayKey(new Date(sentAt)));

  return (
    <div className={styles.chat}>
      {/* Focusable, so that it scrolls by keyboard too. Not live itself: it would read out older messages
          that are loaded, and what one wrote oneself. */}
      <div
        ref={scroller}
        className={styles.scroller}
        onScroll={handleScroll}
        role="log"
        aria-live="off"
        aria-label={t('messages')}
        tabIndex={0}
      >
        {hasMore && (
          <Button size="small" variant="quiet" onPress={loadOlder}>
            {t('loadOlder')}
          </Button>
        )}
        {groups.length === 0 && (
          <EmptyState
            icon={<MessageSquare size={28} strokeWidth={1.5} aria-hidden="true" />}
            title={t('chatEmpty')}
          >
            {t('chatEmptyText')}
          </EmptyState>
        )}
        {groups.map((group) => (
          <Group key={group.key} group={group} />
        ))}
      </div>
      {hasNewBelow && (
        <div className={styles.newBelow}>
          <Button
            size="small"
            variant="primary"
            icon={<ArrowDown size={16} strokeWidth={2} aria-hidden="true" />}
            onPress={scrollToEnd}
          >
            {t('newMessages')}
          </Button>
        </div>
      )}
      <ChatComposer />
    </div>
  );
}

function Group({ group }: { group: ChatGroup }) {
  const t = useMessages(meetingMessages);
  const formats = useFormats();
  const [now] = useState(() => new Date());
  const isOwn = useMeetingState(({ selfId }) => selfId === group.participantId);
  return (
    <>
      {group.startsDay && <p className={styles.day}>{formats.day(group.sentAt, now)}</p>}
      <article className={styles.group}>
        <header className={styles.sender}>
          <span className={styles.name} dir="auto">
            {isOwn ? t('you') : group.displayName}
          </span>
          <time dateTime={new Date(group.sentAt).toISOString()} className={styles.time}>
            {formats.time(group.sentAt)}
          </time>
        </header>
        {group.entries.map((entry) => (
          <ChatMessageText key={entry.id} entry={entry} />
        ))}
      </article>
    </>
  );
}
