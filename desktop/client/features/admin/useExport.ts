import { useState } from 'react';
import { useApi } from '../../api/index.ts';
import { useMessages, useProblems } from '../../i18n/index.ts';
import { showToast } from '../../ui/index.ts';
import { exportUsers } from './exportUsers.ts';
import { adminMessages } from './messages.ts';
import type { UserQuery } from './userQuery.ts';

export function useExport() {
  const t = useMessages(adminMessages);
  const api = useApi();
  const toProblem = useProblems();
  const [isExporting, setIsExporting] = useState(false);

  async function run(query: UserQuery) {
    setIsExporting(true);
    try {
      await exportUsers(api, query, [
        t('columnName'),
        t('columnEmail'),
        t('csvRole'),
        t('columnCreated'),
        t('columnLastSeen'),
        t('csvBannedAt'),
        t('csvBanReason'),
      ]);
    } catch (error) {
      showToast({
        tone: 'danger',
        title: t('exportFailed'),
        description: toProblem(error).sentence,
      });
    } finally {
      setIsExporting(false);
    }
  }

  return { isExporting, startExport: (query: UserQuery) => void run(query) };
}
