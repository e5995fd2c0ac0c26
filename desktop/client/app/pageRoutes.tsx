import { lazy } from 'react';
import { useNavigate } from 'react-router';
import { useUser } from '../api/index.ts';
import { Welcome } from '../features/account/index.ts';
import { useMessages } from '../i18n/index.ts';
import { usePlatform } from '../platform/index.ts';
import { Banner, PageHeading } from '../ui/index.ts';
import { AccountFooter } from './AccountFooter.tsx';
import { CenteredPage } from './CenteredPage.tsx';
import { usePreferences } from './PreferencesContext.tsx';
import { Shell } from './Shell.tsx';
import { appWords } from './words.ts';

const HomePage = lazy(async () => {
  const { HomePage: page } = await import('../features/home/index.ts');
  return { default: page };
});
const SettingsPage = lazy(async () => {
  const { SettingsPage: page } = await import('../features/settings/index.ts');
  return { default: page };
});
const AdminPage = lazy(async () => {
  const { AdminPage: page } = await import('../features/admin/index.ts');
  return { default: page };
});
const MeetingPage = lazy(async () => {
  const { MeetingPage: page } = await import('../features/meeting/index.ts');
  return { default: page };
});

/** Home of a member, welcome of a guest. */
export function StartRoute() {
  const user = useUser();
  const navigate = useNavigate();
  const goToMeeting = (code: string) => void navigate(`/m/${code}`);
  if (!user) {
    return (
      <CenteredPage footer={<AccountFooter />}>
        <Welcome onJoin={goToMeeting} />
      </CenteredPage>
    );
  }
  return (
    <Shell>
      <HomePage user={user} onOpenMeeting={goToMeeting} />
    </Shell>
  );
}

/** Lobby, meeting and what comes after: a window of its own, without our header. */
export function MeetingRoute() {
  return <MeetingPage />;
}

export function SettingsRoute() {
  const user = useUser();
  const platform = usePlatform();
  const [preferences, change] = usePreferences();
  if (!user) return null;
  return (
    <SettingsPage
      user={user}
      theme={preferences.theme}
      onThemeChange={(theme) => {
        change({ theme });
      }}
      onLocaleChange={(locale) => {
        change({ locale });
      }}
      server={
        platform.kind === 'desktop'
          ? { url: platform.serverUrl() ?? '', onChange: () => void platform.setServerUrl(null) }
          : null
      }
    />
  );
}

export function AdminRoute() {
  const t = useMessages(appWords);
  const user = useUser();
  if (user?.role !== 'admin') {
    return (
      <>
        <PageHeading title={t('adminsOnlyTitle')}>{t('adminsOnlyTitle')}</PageHeading>
        <Banner tone="warning">{t('adminsOnly')}</Banner>
      </>
    );
  }
  return <AdminPage user={user} />;
}
