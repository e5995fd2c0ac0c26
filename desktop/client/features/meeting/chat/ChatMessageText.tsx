import { memo } from 'react';
import { useMessages } from '../../../i18n/index.ts';
import { Button, classNames, useDelay } from '../../../ui/index.ts';
import { useCommands } from '../MeetingContext.ts';
import type { ChatEntry } from '../meetingState.ts';
import { meetingMessages } from '../messages.ts';
import { linkify } from './linkify.ts';
import styles from './ChatPanel.module.css';

export const ChatMessageText = memo(function ChatMessageText({ entry }: { entry: ChatEntry }) {
  const t = useMessages(meetingMessages);
  const commands = useCommands();
  return (
    <div className={classNames(styles.message, entry.delivery === 'sending' && styles.sending)}>
      <p className={styles.text} dir="auto">
        {linkify(entry.text).map((part, index) =>
          part.kind === 'text' ? (
            part.text
          ) : (
            // The parts of one message never change places.
            <a key={index} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
              {part.text}
            </a>
          ),
        )}
      </p>
      {entry.delivery === 'sending' && <Sending />}
      {entry.delivery === 'waiting' && (
        <p className={styles.waiting} role="status">
          {t('notSentYet')}
        </p>
      )}
      {entry.delivery === 'failed' && (
        <p className={styles.failed} role="alert">
          {t('notSent')}
          <Button
            size="small"
            variant="dangerQuiet"
            onPress={() => void commands.retryChat(entry.id)}
          >
            {t('retry')}
          </Button>
        </p>
      )}
    </div>
  );
});

/** Most messages are there before anybody could read this. */
function Sending() {
  const t = useMessages(meetingMessages);
  const isShown = useDelay(1500);
  if (!isShown) return null;
  return (
    <p className={styles.waiting} role="status">
      {t('sending')}
    </p>
  );
}
