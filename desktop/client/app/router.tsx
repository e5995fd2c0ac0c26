import { createBrowserRouter } from 'react-router';
import { RegisterRoute, SetupRoute, SignInRoute } from './accountRoutes.tsx';
import { CrashPage } from './CrashPage.tsx';
import { MembersOnly } from './MembersOnly.tsx';
import { NotFoundPage } from './NotFoundPage.tsx';
import { AdminRoute, MeetingRoute, SettingsRoute, StartRoute } from './pageRoutes.tsx';
import { Root } from './Root.tsx';
import { Shell } from './Shell.tsx';

/** Every address of the app. */
export function createRouter() {
  return createBrowserRouter([
    {
      element: <Root />,
      errorElement: <CrashPage />,
      children: [
        { path: '/', element: <StartRoute /> },
        { path: '/signin', element: <SignInRoute /> },
        { path: '/register', element: <RegisterRoute /> },
        { path: '/setup', element: <SetupRoute /> },
        { path: '/m/:code', element: <MeetingRoute /> },
        {
          element: <MembersOnly />,
          children: [
            {
              element: <Shell />,
              children: [
                { path: '/settings', element: <SettingsRoute /> },
                { path: '/admin', element: <AdminRoute /> },
              ],
            },
          ],
        },
        { path: '*', element: <NotFoundPage /> },
      ],
    },
  ]);
}
