import { lazy, Suspense } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { I18nextProvider, useTranslation } from 'react-i18next';
import type { createBrowserRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import type { StoreApi } from 'zustand/vanilla';
import { ApiProvider, type Api } from '../api/index.ts';
import { i18n } from '../i18n/index.ts';
import { PlatformProvider, type Platform } from '../platform/index.ts';
import { LiveRegion, PictureOrigin, ToastRegion } from '../ui/index.ts';
import { PreferencesProvider } from './PreferencesContext.tsx';
import type { Preferences } from './preferences.ts';

const ScreenPicker = lazy(async () => {
  const { ScreenPicker: picker } = await import('../features/screenPicker/index.ts');
  return { default: picker };
});

export interface AppProps {
  platform: Platform;
  api: Api;
  preferences: StoreApi<Preferences>;
  router: ReturnType<typeof createBrowserRouter>;
}

/** Hands the long-lived things down; decides nothing. */
export function App({ platform, api, preferences, router }: AppProps) {
  const { i18n: current } = useTranslation([], { i18n, useSuspense: false });
  return (
    <I18nextProvider i18n={i18n}>
      <I18nProvider locale={current.language}>
        <PlatformProvider platform={platform}>
          <PreferencesProvider preferences={preferences}>
            <ApiProvider api={api}>
              <PictureOrigin value={platform.serverUrl() ?? ''}>
                <RouterProvider router={router} />
              </PictureOrigin>
              {platform.screenPicker && (
                <Suspense>
                  <ScreenPicker />
                </Suspense>
              )}
              <ToastRegion />
              <LiveRegion />
            </ApiProvider>
          </PreferencesProvider>
        </PlatformProvider>
      </I18nProvider>
    </I18nextProvider>
  );
}
