import { useCallback, useEffect, useState } from 'react';
import { useApi, useLoad } from '../../api/index.ts';

/** People come and go meanwhile: the list is asked for again now and then, and on coming back. */
const REFRESH_MS = 30_000;
/** The most that the server gives at once: nearly everybody sees all that is to come. */
const PAGE_SIZE = 100;

/** The meetings that are to come, kept fresh. */
export function useUpcoming() {
  const api = useApi();
  const [page, setPage] = useState(1);
  const [upcoming, reload] = useLoad(
    useCallback(
      () => api.call('listMeetings', { query: { page, pageSize: PAGE_SIZE } }),
      [api, page],
    ),
  );
  useRefresh(reload);
  return { upcoming, reload, page, setPage };
}

function useRefresh(reload: () => void): void {
  useEffect(() => {
    const refresh = () => {
      if (document.visibilityState === 'visible') reload();
    };
    const timer = setInterval(refresh, REFRESH_MS);
    document.addEventListener('visibilitychange', refresh);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', refresh);
    };
  }, [reload]);
}
