import '../ui/base.css';
import { createRoot } from 'react-dom/client';
import { createApi } from '../api/index.ts';
import { createPlatform } from '../platform/index.ts';
import { keepRestoredFocus } from '../ui/index.ts';
import { App } from './App.tsx';
import { applyPreferences } from './applyPreferences.ts';
import { browserStorage, createPreferences, followOtherTabs } from './preferences.ts';
import { createRouter } from './router.tsx';

const platform = await createPlatform();
const api = createApi(platform);
const storage = browserStorage();
const preferences = createPreferences(storage);
if (storage) followOtherTabs(preferences, storage, window);
applyPreferences(preferences, api.session, document.documentElement);

const router = createRouter();
platform.onDeepLink((path) => void router.navigate(path));
if (platform.serverUrl() !== null) void api.resume();

keepRestoredFocus(document);
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <App platform={platform} api={api} preferences={preferences} router={router} />,
);
