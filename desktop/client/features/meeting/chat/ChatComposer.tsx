import { SendHorizontal } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { CHAT_MAX_LENGTH } from '../../../../../shared/contracts/index.ts';
import { useMessages } from '../../../i18n/index.ts';
import { IconButton } from '../../../ui/index.ts';
import { useCommands } from '../MeetingContext.ts';
import { meetingMessages } from '../messages.ts';
import styles from './ChatPanel.module.css';

/** The count is shown when this few characters are left. */
const NEAR_LIMIT = 200;

/** Enter sends, Shift and Enter starts a line. */
export function ChatComposer() {
  const t = useMessages(meetingMessages);
  const commands = useCommands();
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const isEmpty = text.trim() === '';
  const left = CHAT_MAX_LENGTH - text.length;

  useEffect(() => field.current?.focus(), []);

  function send() {
    if (isEmpty) return;
    void commands.sendChat(text.trim());
    setText('');
    field.current?.focus();
  }

  function handleKeyDown(event: KeyboardEvent) {
    // Enter that ends a composition (Chinese, Japanese) chooses a word and sends nothing.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  }

  return (
    <div className={styles.composer}>
      <div className={styles.box}>
        <textarea
          ref={field}
          className={styles.field}
          aria-label={t('message')}
          placeholder={t('messagePlaceholder')}
          value={text}
          maxLength={CHAT_MAX_LENGTH}
          rows={1}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={handleKeyDown}
        />
        <IconButton
          label={t('send')}
          icon={<SendHorizontal size={20} strokeWidth={1.5} />}
          isDisabled={isEmpty}
          onPress={send}
        />
      </div>
      {left <= NEAR_LIMIT && (
        <p className={styles.left} role="status">
          {t('charactersLeft', { count: left })}
        </p>
      )}
    </div>
  );
}
