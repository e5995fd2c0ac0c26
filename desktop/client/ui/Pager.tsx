import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useMessages } from '../i18n/index.ts';
import { IconButton } from './IconButton.tsx';
import styles from './Pager.module.css';
import { uiWords } from './words.ts';

export interface PagerProps {
  /** From 1. */
  page: number;
  /** Null: more than this one, and nobody has counted them. */
  pages: number | null;
  onPage: (page: number) => void;
}

/** Back and forth through a long list; nothing where one page is all there is. */
export function Pager({ page, pages, onPage }: PagerProps) {
  const t = useMessages(uiWords);
  if (pages !== null && pages <= 1) return null;
  return (
    <nav aria-label={t('pages')} className={styles.pager}>
      <IconButton
        label={t('previousPage')}
        icon={<ChevronLeft size={20} strokeWidth={1.5} />}
        isAtEnd={page <= 1}
        onPress={() => {
          onPage(page - 1);
        }}
      />
      <span className={styles.words}>
        {pages === null ? t('pageAlone', { page }) : t('pageOf', { page, pages })}
      </span>
      <IconButton
        label={t('nextPage')}
        icon={<ChevronRight size={20} strokeWidth={1.5} />}
        isAtEnd={pages !== null && page >= pages}
        onPress={() => {
          onPage(page + 1);
        }}
      />
    </nav>
  );
}
