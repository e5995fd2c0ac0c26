import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useMessages } from '../../../i18n/index.ts';
import { IconButton, VisuallyHidden } from '../../../ui/index.ts';
import { meetingMessages } from '../messages.ts';
import styles from './Stage.module.css';

export interface PagerProps {
  /** From 0. */
  page: number;
  count: number;
  onChange: (page: number) => void;
}

export function Pager({ page, count, onChange }: PagerProps) {
  const t = useMessages(meetingMessages);
  if (count <= 1) return null;
  return (
    <div className={styles.pager}>
      <div className={styles.pages}>
        <IconButton
          label={t('previousPage')}
          icon={<ChevronLeft size={20} strokeWidth={1.5} />}
          size="small"
          isRound
          isAtEnd={page === 0}
          onPress={() => onChange(page - 1)}
        />
        <span className={styles.pageCount} aria-hidden="true">
          {page + 1} / {count}
        </span>
        <VisuallyHidden>
          <span role="status">{t('pageOf', { page: page + 1, count })}</span>
        </VisuallyHidden>
        <IconButton
          label={t('nextPage')}
          icon={<ChevronRight size={20} strokeWidth={1.5} />}
          size="small"
          isRound
          isAtEnd={page >= count - 1}
          onPress={() => onChange(page + 1)}
        />
      </div>
    </div>
  );
}
