import { CircleAlert } from 'lucide-react';
import { useMessages } from '../i18n/index.ts';
import { Button } from './Button.tsx';
import { CopyButton } from './CopyButton.tsx';
import styles from './ErrorNotice.module.css';
import { uiWords } from './words.ts';

export interface ShownProblem {
  /** What happened and what to do, in the reader's language. */
  sentence: string;
  code: string;
}

export interface ErrorNoticeProps {
  /** From `useProblems()` of i18n. */
  problem: ShownProblem;
  onRetry?: () => void;
}

/** The sentence, and small below it the code, ready to be copied. Read out when it appears. */
export function ErrorNotice({ problem, onRetry }: ErrorNoticeProps) {
  const t = useMessages(uiWords);
  return (
    <div role="alert" className={styles.notice}>
      <CircleAlert size={20} strokeWidth={1.5} aria-hidden="true" className={styles.icon} />
      <div className={styles.words}>
        <p>{problem.sentence}</p>
        <p className={styles.code}>
          {t('errorCode', { code: problem.code })}
          <CopyButton text={problem.code} size="tiny" />
        </p>
        {onRetry && (
          <Button size="small" onPress={onRetry}>
            {t('tryAgain')}
          </Button>
        )}
      </div>
    </div>
  );
}
