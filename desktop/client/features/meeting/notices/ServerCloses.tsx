import { RotateCw, X } from 'lucide-react';
import { useFormats, useMessages } from '../../../i18n/index.ts';
import { IconButton } from '../../../ui/index.ts';
import { useCommands, useMeetingState } from '../MeetingContext.ts';
import { meetingMessages } from '../messages.ts';
import styles from './StatusLine.module.css';

/** The server lets this meeting go on and stops then [S7]: nothing to do, so whoever has read it puts it away. */
export function ServerCloses() {
  const t = useMessages(meetingMessages);
  const formats = useFormats();
  const commands = useCommands();
  const closes = useMeetingState((state) => state.serverCloses);
  if (closes === null || closes.isRead) return null;
  return (
    <div className={styles.notice}>
      <RotateCw size={18} strokeWidth={1.75} aria-hidden="true" />
      <p className={styles.words}>{t('serverCloses', { time: formats.time(closes.at) })}</p>
      <IconButton
        label={t('dismiss')}
        icon={<X size={16} strokeWidth={1.5} />}
        size="small"
        onPress={() => commands.dismissServerCloses()}
      />
    </div>
  );
}
