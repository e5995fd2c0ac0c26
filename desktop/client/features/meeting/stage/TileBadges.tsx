import { Hand, LoaderCircle, SignalHigh, SignalLow, SignalMedium } from 'lucide-react';
import type { Participant, Quality } from '../../../../../shared/contracts/index.ts';
import { useMessages } from '../../../i18n/index.ts';
import { classNames, VisuallyHidden } from '../../../ui/index.ts';
import { useMeetingState } from '../MeetingContext.ts';
import { meetingMessages } from '../messages.ts';
import styles from './Tile.module.css';

const SIGNALS = { good: SignalHigh, fair: SignalMedium, poor: SignalLow } as const;

/** Upper right: a raised hand, and how well the network carries this person. */
export function TileBadges({ participant }: { participant: Participant }) {
  const quality = useMeetingState(({ qualities }) => qualities[participant.id]);
  return (
    <span className={styles.badges}>
      {participant.presence === 'reconnecting' && (
        <span className={styles.badge}>
          <LoaderCircle
            size={16}
            strokeWidth={1.75}
            className={styles.turning}
            aria-hidden="true"
          />
        </span>
      )}
      {participant.handRaisedAt !== null && (
        <span className={classNames(styles.badge, styles.hand)}>
          <Hand size={16} strokeWidth={2} aria-hidden="true" />
        </span>
      )}
      {quality !== undefined && <QualityBadge name={participant.displayName} quality={quality} />}
    </span>
  );
}

function QualityBadge({ name, quality }: { name: string; quality: Quality }) {
  const t = useMessages(meetingMessages);
  const Signal = SIGNALS[quality];
  const words = t('quality', { name, quality: t(`quality.${quality}`) });
  return (
    <span
      className={classNames(
        styles.badge,
        quality === 'good' && styles.whenLooking,
        quality !== 'good' && styles.attention,
      )}
      title={words}
    >
      <Signal size={16} strokeWidth={2} aria-hidden="true" />
      <VisuallyHidden>{words}</VisuallyHidden>
    </span>
  );
}
