import type { ReactNode } from 'react';
import { useMessages } from '../../i18n/index.ts';
import { SegmentedControl, Skeleton, SkeletonGroup } from '../../ui/index.ts';
import styles from './home.module.css';
import type { MeetingQuestion } from './MeetingDialogs.tsx';
import { homeMessages } from './messages.ts';

export interface ListProps {
  tab: 'upcoming' | 'past';
  onTab: (tab: 'upcoming' | 'past') => void;
  onOpen: (code: string) => void;
  onAsk: (question: MeetingQuestion) => void;
}

/** The head of the list, with its two views. */
export function ListFrame({
  tab,
  onTab,
  children,
}: Pick<ListProps, 'tab' | 'onTab'> & { children: ReactNode }) {
  const t = useMessages(homeMessages);
  return (
    <section aria-label={t('yourMeetings')} className={styles.list}>
      <div className={styles.listHead}>
        <h2 className={styles.listTitle}>{t('yourMeetings')}</h2>
        <SegmentedControl
          label={t('yourMeetings')}
          isLabelHidden
          segments={[
            { id: 'upcoming', label: t('upcoming') },
            { id: 'past', label: t('past') },
          ]}
          value={tab}
          onChange={onTab}
        />
      </div>
      {children}
    </section>
  );
}

/** The shape of a day with two meetings. */
export function ListWait() {
  const t = useMessages(homeMessages);
  return (
    <SkeletonGroup label={t('loading')} slowLabel={t('loadingSlow')}>
      <div className={styles.day}>
        <Skeleton width="96px" height="14px" />
        <div className={styles.rows}>
          <div className={styles.waitRow}>
            <Skeleton width="44px" />
            <Skeleton width="240px" />
          </div>
          <div className={styles.waitRow}>
            <Skeleton width="44px" />
            <Skeleton width="180px" />
          </div>
        </div>
      </div>
    </SkeletonGroup>
  );
}
