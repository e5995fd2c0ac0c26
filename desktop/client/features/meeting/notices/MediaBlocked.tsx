import { WifiOff } from 'lucide-react';
import { useMessages } from '../../../i18n/index.ts';
import { Button } from '../../../ui/index.ts';
import { useCommands, useMeetingState } from '../MeetingContext.ts';
import { meetingMessages } from '../messages.ts';
import styles from './StatusLine.module.css';

const ICON = { size: 18, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** No way for picture and sound: what was tried, as an administrator needs to hear it, and what to do. */
export function MediaBlocked() {
  const t = useMessages(meetingMessages);
  const targets = useMeetingState((state) => state.mediaTargets);
  const commands = useCommands();
  return (
    <div className={styles.blocked}>
      <WifiOff {...ICON} />
      <div className={styles.words}>
        <p className={styles.title}>{t('mediaBlocked')}</p>
        <p>{t('mediaBlockedText')}</p>
        {targets !== null && (
          <dl className={styles.tried}>
            <Tried name="UDP" places={targets.udp} />
            <Tried name="TCP" places={targets.tcp} />
            <Tried name="TURN" places={targets.turn} />
          </dl>
        )}
        <p>{t('mediaBlockedOn')}</p>
      </div>
      <Button size="small" onPress={() => void commands.retryMedia()}>
        {t('tryAgain')}
      </Button>
    </div>
  );
}

function Tried({ name, places }: { name: string; places: readonly string[] }) {
  const t = useMessages(meetingMessages);
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {places.length === 0 ? t('mediaNotSetUp') : t('mediaTried', { places: places.join(', ') })}
      </dd>
    </div>
  );
}
