import { RouterProvider as AriaRouterProvider } from 'react-aria-components';
import { Suspense } from 'react';
import { Outlet, useHref, useNavigate } from 'react-router';
import { useApi, useSession } from '../api/index.ts';
import { useMessages, useProblems } from '../i18n/index.ts';
import { usePlatform } from '../platform/index.ts';
import { Button, ErrorNotice, Spinner } from '../ui/index.ts';
import { CenteredPage } from './CenteredPage.tsx';
import { ServerAddressPage } from './ServerAddressPage.tsx';
import styles from './Root.module.css';
import { appWords } from './words.ts';

/** Around every page: client-side links, and nothing is shown before it is known who is here. */
export function Root() {
  const navigate = useNavigate();
  const platform = usePlatform();
  const t = useMessages(appWords);
  return (
    <AriaRouterProvider navigate={(path) => void navigate(path)} useHref={useHref}>
      <a href="#content" className={styles.skip}>
        {t('skipToContent')}
      </a>
      {platform.serverUrl() === null ? <ServerAddressPage /> : <SessionGate />}
    </AriaRouterProvider>
  );
}

function SessionGate() {
  const t = useMessages(appWords);
  const api = useApi();
  const session = useSession();
  const platform = usePlatform();
  const toProblem = useProblems();

  if (session.kind !== 'unknown') {
    return (
      <Suspense fallback={<PageWait />}>
        <Outlet />
      </Suspense>
    );
  }
  if (session.error === null) {
    return (
      <CenteredPage>
        <Spinner label={t('starting')} slowLabel={t('startingSlow')} />
      </CenteredPage>
    );
  }
  return (
    <CenteredPage>
      <h1>{t('cannotStart')}</h1>
      <ErrorNotice
        problem={toProblem(session.error)}
        onRetry={() => {
          api.session.setState({ kind: 'unknown', error: null }, true);
          void api.resume();
        }}
      />
      {platform.kind === 'desktop' && (
        // The shell loads the page anew, which then asks for the address.
        <Button onPress={() => void platform.setServerUrl(null)}>{t('changeServer')}</Button>
      )}
    </CenteredPage>
  );
}

/** While the code of a page is on its way. */
function PageWait() {
  const t = useMessages(appWords);
  return (
    <CenteredPage>
      <Spinner label={t('loadingPage')} slowLabel={t('loadingPageSlow')} />
    </CenteredPage>
  );
}
