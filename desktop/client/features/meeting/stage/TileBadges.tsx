import { Crown, Hand, LoaderCircle } from 'lucide-react';
import type { Participant, Quality } from '../../../../../shared/contracts/index.ts';
import { useMessages } from '../../../i18n/index.ts';
import { classNames, VisuallyHidden } from '../../../ui/index.ts';
import { useMeetingState } from '../MeetingContext.ts';
import { meetingMessages } from '../messages.ts';
import styles from './Tile.module.css';

const BARS = { good: 3, fair: 2, poor: 1 } as const;

export interface TileBadgesProps {
  participant: Participant;
  isActingHost: boolean;
}

/** Upper right: who acts as host, a raised hand, and how well the network carries this person. */
export function TileBadges({ participant, isActingHost }: TileBadgesProps) {
  const t = useMessages(meetingMessages);
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
      {isActingHost && (
        <span className={styles.badge} title={t('role.actingHost')}>
          <Crown size={16} strokeWidth={1.75} aria-hidden="true" />
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
      <SignalBars lit={BARS[quality]} />
      <VisuallyHidden>{words}</VisuallyHidden>
    </span>
  );
}

/** Three bars that all take their place: one that is lit says little without those that are not. */
function SignalBars({ lit }: { lit: number }) {
  return (
    <svg width={14} height={14} viewBox="0 0 14 14" fill="currentColor" aria-hidden="true">
      {[0, 1, 2].map((bar) => (
        <rect
          key={bar}
          x={bar * 5}
          y={8 - bar * 4}
          width={3.5}
          height={6 + bar * 4}
          rx={1}
          opacity={bar < lit ? 1 : 0.3}
        />
      ))}
    </svg>
  );
}
