import { useMessages } from '../../i18n/index.ts';
import { Skeleton, SkeletonGroup } from '../../ui/index.ts';
import styles from './admin.module.css';
import { adminMessages } from './messages.ts';

const ROWS = 6;

export function TableWait() {
  const t = useMessages(adminMessages);
  return (
    <SkeletonGroup label={t('loading')} slowLabel={t('loadingSlow')}>
      <div className={styles.frame}>
        {Array.from({ length: ROWS }, (_, row) => (
          <div key={row} className={styles.waitRow}>
            <Skeleton width="32px" height="32px" isRound />
            <Skeleton width={`${40 + ((row * 17) % 30)}%`} />
          </div>
        ))}
      </div>
    </SkeletonGroup>
  );
}
