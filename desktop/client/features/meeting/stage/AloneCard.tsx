import { useMessages } from '../../../i18n/index.ts';
import { CopyButton } from '../../../ui/index.ts';
import { useMeeting } from '../MeetingContext.ts';
import { meetingMessages } from '../messages.ts';
import styles from './Stage.module.css';

/** The link stands there in full too: it can be read out, or selected where copying is not allowed. */
export function AloneCard() {
  const t = useMessages(meetingMessages);
  const { link } = useMeeting();
  return (
    <div className={styles.alone} role="status">
      <div>
        <p className={styles.aloneTitle}>{t('alone')}</p>
        <p className={styles.aloneText}>{t('aloneText')}</p>
      </div>
      <div className={styles.aloneLink}>
        <span translate="no">{link}</span>
        <CopyButton text={link} label={t('copyLink')} variant="primary" />
      </div>
    </div>
  );
}
