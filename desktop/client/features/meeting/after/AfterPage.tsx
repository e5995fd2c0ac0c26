import { useEffect } from 'react';
import { useMessages } from '../../../i18n/index.ts';
import { Button, LinkButton } from '../../../ui/index.ts';
import { LobbyFrame } from '../../lobby/index.ts';
import type { EndReason } from '../meetingState.ts';
import { meetingMessages } from '../messages.ts';
import styles from './AfterPage.module.css';

/** Whoever left or lost the meeting may come back; where it is over or forbidden, nothing is offered. */
const MAY_REJOIN: readonly EndReason[] = ['left', 'replaced', 'connectionLost'];

export interface AfterPageProps {
  reason: EndReason;
  title: string;
  signInHref: string;
  onRejoin: () => void;
}

export function AfterPage({ reason, title, signInHref, onRejoin }: AfterPageProps) {
  const t = useMessages(meetingMessages);
  const headline = t(`after.${reason}.title`);

  useEffect(() => {
    document.title = headline;
  }, [headline]);

  return (
    <LobbyFrame>
      <div className={styles.after}>
        <p className={styles.meeting}>{title}</p>
        <div role="status" className={styles.words}>
          <h1>{headline}</h1>
          <p className={styles.text}>{t(`after.${reason}.text`)}</p>
        </div>
        <div className={styles.actions}>
          {MAY_REJOIN.includes(reason) && (
            <Button variant="primary" size="large" isFullWidth autoFocus onPress={onRejoin}>
              {reason === 'replaced' ? t('bringHere') : t('rejoin')}
            </Button>
          )}
          {reason === 'signedOut' && (
            <LinkButton href={signInHref} variant="primary" size="large" isFullWidth>
              {t('signIn')}
            </LinkButton>
          )}
          <LinkButton href="/" size="large" isFullWidth>
            {t('goHome')}
          </LinkButton>
        </div>
      </div>
    </LobbyFrame>
  );
}
