import { useState } from 'react';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { useUser } from '../api/index.ts';
import { IncompleteSetupLink, RegisterForm, SignInForm } from '../features/account/index.ts';
import { AccountFooter } from './AccountFooter.tsx';
import { CenteredPage } from './CenteredPage.tsx';
import { usePreferences } from './PreferencesContext.tsx';
import { safeNext } from './safeNext.ts';

export function SignInRoute() {
  const { next, query } = useNext();
  const user = useUser();
  // Also the way on after signing in: the session changes, and this page has no reason to be any more.
  if (user) return <Navigate to={next} replace />;
  return (
    <CenteredPage footer={<AccountFooter />}>
      <SignInForm registerPath={`/register${query}`} />
    </CenteredPage>
  );
}

export function RegisterRoute() {
  const { next, query } = useNext();
  const user = useUser();
  const [{ locale }] = usePreferences();
  if (user) return <Navigate to={next} replace />;
  return (
    <CenteredPage footer={<AccountFooter />}>
      <RegisterForm signInPath={`/signin${query}`} locale={locale} />
    </CenteredPage>
  );
}

/** `/setup#token=…`: the part behind # is sent to no server and kept in no log. */
export function SetupRoute() {
  const navigate = useNavigate();
  const [{ locale }] = usePreferences();
  const [token] = useState(() => {
    const found = new URLSearchParams(window.location.hash.slice(1)).get('token');
    // Out of the address bar and the history: it is good for one use, and for nobody's eyes.
    if (found) window.history.replaceState(window.history.state, '', '/setup');
    return found;
  });
  return (
    <CenteredPage footer={<AccountFooter />}>
      {token ? (
        <RegisterForm
          onSignedIn={() => void navigate('/', { replace: true })}
          signInPath="/signin"
          locale={locale}
          setupToken={token}
        />
      ) : (
        <IncompleteSetupLink />
      )}
    </CenteredPage>
  );
}

function useNext(): { next: string; query: string } {
  const [search] = useSearchParams();
  const next = safeNext(search.get('next'));
  return { next, query: next === '/' ? '' : `?next=${encodeURIComponent(next)}` };
}
