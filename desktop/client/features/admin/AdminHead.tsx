import { Download } from 'lucide-react';
import { useMessages } from '../../i18n/index.ts';
import { Button, PageHeading } from '../../ui/index.ts';
import styles from './admin.module.css';
import { adminMessages } from './messages.ts';
import { useExport } from './useExport.ts';
import type { UserQuery } from './userQuery.ts';

export interface AdminHeadProps {
  /** Everybody on the server; null while it is not known. */
  count: number | null;
  /** What is exported: who is looked for now. */
  query: UserQuery;
}

export function AdminHead({ count, query }: AdminHeadProps) {
  const t = useMessages(adminMessages);
  const { isExporting, startExport } = useExport();
  return (
    <header className={styles.head}>
      <div>
        <PageHeading title={t('title')}>{t('title')}</PageHeading>
        {count !== null && <p className={styles.lead}>{t('lead', { count })}</p>}
      </div>
      <Button
        icon={<Download size={20} strokeWidth={1.5} />}
        isPending={isExporting}
        onPress={() => {
          startExport(query);
        }}
      >
        {t('export')}
      </Button>
    </header>
  );
}
