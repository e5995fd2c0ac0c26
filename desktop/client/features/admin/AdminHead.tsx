import { Download } from 'lucide-react';
import { COUNTED_USERS } from '../../../../shared/contracts/index.ts';
import { useFormats, useMessages } from '../../i18n/index.ts';
import { Button, PageHeading } from '../../ui/index.ts';
import styles from './admin.module.css';
import { adminMessages } from './messages.ts';
import { useExport } from './useExport.ts';
import type { UserQuery } from './userQuery.ts';

export interface AdminHeadProps {
  /** Everybody on the server, or that they are more than it counts; null while it is not known. */
  count: number | 'many' | null;
  /** What is exported: who is looked for now. */
  query: UserQuery;
}

export function AdminHead({ count, query }: AdminHeadProps) {
  const t = useMessages(adminMessages);
  const formats = useFormats();
  const { isExporting, startExport } = useExport();
  return (
    <header className={styles.head}>
      <div>
        <PageHeading title={t('title')}>{t('title')}</PageHeading>
        {count !== null && (
          <p className={styles.lead}>
            {count === 'many'
              ? t('leadMany', { number: formats.number(COUNTED_USERS) })
              : t('lead', { count })}
          </p>
        )}
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
