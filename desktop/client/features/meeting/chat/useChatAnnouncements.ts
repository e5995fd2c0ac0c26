import { useEffect, useRef } from 'react';
import { useMessages } from '../../../i18n/index.ts';
import { announce } from '../../../ui/index.ts';
import { useMeetingState } from '../MeetingContext.ts';
import { meetingMessages } from '../messages.ts';
import { listUnheard } from './unheard.ts';

/** Reads out what others write while the chat is open; while it is closed, the notices do. */
export function useChatAnnouncements(): void {
  const t = useMessages(meetingMessages);
  const entries = useMeetingState(({ chat }) => chat.entries);
  const selfId = useMeetingState((state) => state.selfId);
  const before = useRef(entries);
  useEffect(() => {
    for (const { displayName, text } of listUnheard(before.current, entries, selfId)) {
      announce(t('notice.chat', { name: displayName, text }));
    }
    before.current = entries;
  }, [t, entries, selfId]);
}
