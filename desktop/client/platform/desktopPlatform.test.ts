import { expect, test } from 'vitest';
import type { BridgeEvent, ParleyBridge } from '../../../shared/contracts/bridge.ts';
import { createDesktopPlatform } from './desktopPlatform.ts';

type Link = BridgeEvent<'app:deepLinkOpened'>;

/** The shell's side; a token is given and kept by the name of its server. */
function createShell(serverUrl: string | null) {
  const listeners = new Set<(link: Link) => void>();
  const tokens = new Map<string, string | null>();
  const bridge: ParleyBridge = {
    getInfo: () => Promise.resolve({ version: '1.2.3', platform: 'linux' }),
    getServerUrl: () => Promise.resolve(serverUrl),
    setServerUrl: () => Promise.resolve(null),
    loadRefreshToken: (name) => Promise.resolve(tokens.get(name) ?? null),
    saveRefreshToken: (name, token) => {
      tokens.set(name, token);
      return Promise.resolve(null);
    },
    openExternal: () => Promise.resolve(null),
    setInMeeting: () => Promise.resolve(null),
    chooseScreen: () => Promise.resolve(null),
    onDeepLink: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onScreenSources: () => () => {},
  };
  const open = (link: Link) => listeners.forEach((listener) => listener(link));
  return { bridge, tokens, open };
}

test('a link that comes while the platform is still being made is not lost', async () => {
  const { bridge, open } = createShell('https://a.example');
  const making = createDesktopPlatform(bridge);
  open({ path: '/m/abc-defg-hjk', offeredServerUrl: null });
  const platform = await making;
  const paths: string[] = [];
  platform.onDeepLink((path) => paths.push(path));
  open({ path: '/m/bcd-efgh-jkm', offeredServerUrl: null });
  expect(paths).toEqual(['/m/abc-defg-hjk', '/m/bcd-efgh-jkm']);
});

test('a link that offers a server fills it in and opens no page', async () => {
  const { bridge, open } = createShell(null);
  const platform = await createDesktopPlatform(bridge);
  const paths: string[] = [];
  platform.onDeepLink((path) => paths.push(path));
  open({ path: '/m/abc-defg-hjk', offeredServerUrl: 'https://a.example' });
  const offers: string[] = [];
  platform.onServerOffered((url) => offers.push(url));
  expect(offers).toEqual(['https://a.example']);
  expect(paths).toEqual([]);
});

test('tokens are kept under the server that the page was loaded with', async () => {
  const { bridge, tokens } = createShell('https://a.example');
  const { refreshTokens } = await createDesktopPlatform(bridge);
  await refreshTokens?.write('abc');
  expect([...tokens]).toEqual([['https://a.example', 'abc']]);
  expect(await refreshTokens?.read()).toBe('abc');
});
