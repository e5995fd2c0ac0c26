import { useEffect } from 'react';
import { useMessages } from '../../../i18n/index.ts';
import { Button, Spinner, useDelay } from '../../../ui/index.ts';
import { meetingMessages } from '../messages.ts';
import styles from './JoiningPage.module.css';

/** On the way straight in: dark already, as the stage will be, and with a way back. */
export function JoiningPage({ title, onCancel }: { title: string; onCancel: () => void }) {
  const t = useMessages(meetingMessages);
  const isLong = useDelay(2000);

  useEffect(() => {
    document.title = title;
  }, [title]);

  return (
    <main id="content" tabIndex={-1} data-stage className={styles.page}>
      <h1 className={styles.title}>{title}</h1>
      <Spinner label={t('joining')} slowLabel={t('joiningSlow')} />
      {isLong && <Button onPress={onCancel}>{t('cancel')}</Button>}
    </main>
  );
}
