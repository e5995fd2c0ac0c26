import { describe, expect, test } from 'vitest';
import type { Settings } from '../../host/settings/index.ts';
import type { SecretStore } from '../../host/secrets/index.ts';
import { FakeScreen, FakeSystem, FakeTray, FakeWindow } from '../ports/fakes.ts';
import { createBridgeHandlers, handleBridgeCall } from './bridgeHandlers.ts';
import { ScreenPicker } from './ScreenPicker.ts';
import { Shell } from './Shell.ts';

const LINK = { serverUrl: 'https://meet.example.org', path: '/m/abc-defg-hjk' };

const OPENED = {
  name: 'app:deepLinkOpened',
  payload: { path: LINK.path, offeredServerUrl: null },
};
const OFFERED = {
  name: 'app:deepLinkOpened',
  payload: { path: LINK.path, offeredServerUrl: LINK.serverUrl },
};

function createShell(serverUrl: string | null = LINK.serverUrl) {
  const window = new FakeWindow();
  const tray = new FakeTray();
  const system = new FakeSystem();
  let settings: Settings = { serverUrl, window: null };
  const settingsPort = {
    get: () => settings,
    change: (change: Partial<Settings>) => {
      settings = { ...settings, ...change };
      return Promise.resolve();
    },
  };
  const shell = new Shell({ window, tray, system, settings: settingsPort });
  shell.start();
  return { shell, window, tray, system, settings: settingsPort };
}

describe('Shell', () => {
  test('the tray brings the window back', () => {
    const { window, tray } = createShell();
    window.hide();
    tray.items[0]?.act();
    expect(window.isVisible).toBe(true);
  });

  test('a link that comes before the page is ready is opened when it is', async () => {
    const { shell, window } = createShell();
    await shell.openLink(LINK);
    expect(window.sent).toEqual([]);
    await shell.handlePageReady();
    expect(window.sent).toEqual([OPENED]);
    await shell.handlePageReady();
    expect(window.sent).toHaveLength(1);
  });

  test('a link to another server opens in the browser and changes nothing', async () => {
    const { shell, system, settings } = createShell('https://other.example.org');
    await shell.openLink(LINK);
    expect(system.opened).toEqual(['https://meet.example.org/m/abc-defg-hjk']);
    expect(settings.get().serverUrl).toBe('https://other.example.org');
  });

  test('the first link offers its server, and opens once the user took it', async () => {
    const { shell, settings, window } = createShell(null);
    await shell.openLink(LINK);
    await shell.handlePageReady();
    expect(window.sent).toEqual([OFFERED]);
    expect(settings.get().serverUrl).toBeNull();
    expect(window.reloads).toBe(0);

    await shell.setServerUrl(LINK.serverUrl);
    expect(window.reloads).toBe(1);
    await shell.handlePageReady();
    expect(window.sent).toEqual([OFFERED, OPENED]);
  });

  test('a link whose offered server was not taken opens nothing later', async () => {
    const { shell, window, system } = createShell(null);
    await shell.handlePageReady();
    await shell.openLink(LINK);
    await shell.setServerUrl('https://other.example.org');
    await shell.handlePageReady();
    expect(window.sent).toEqual([OFFERED]);
    expect(system.opened).toEqual([]);
  });

  test('a page loaded anew before the user decided is offered the server again', async () => {
    const { shell, window } = createShell(null);
    await shell.handlePageReady();
    await shell.openLink(LINK);
    shell.handlePageGone();
    await shell.handlePageReady();
    expect(window.sent).toEqual([OFFERED, OFFERED]);
  });

  test('a server is kept as an origin, however it was written', async () => {
    const { shell, settings } = createShell(null);
    await shell.setServerUrl('https://Meet.Example.ORG:443');
    expect(settings.get().serverUrl).toBe('https://meet.example.org');
    await expect(shell.setServerUrl('https://a;script-src')).rejects.toThrow();
    expect(settings.get().serverUrl).toBe('https://meet.example.org');
  });

  test('a page that dies again and again is loaded anew three times a minute, then the app ends', () => {
    const { shell, window, system } = createShell();
    for (const nowMs of [0, 1_000, 2_000]) shell.handlePageCrash(nowMs);
    expect(window.reloads).toBe(3);
    expect(system.errors).toEqual([]);
    shell.handlePageCrash(3_000);
    expect(window.reloads).toBe(3);
    expect(system.errors).toHaveLength(1);
  });

  test('closing the window in a meeting hides it; outside a meeting it closes', () => {
    const { shell, window } = createShell();
    expect(shell.handleWindowClose()).toBe(true);
    shell.setInMeeting(true);
    window.show();
    expect(shell.handleWindowClose()).toBe(false);
    expect(window.isVisible).toBe(false);
  });

  test('quitting from the tray closes the window even in a meeting', () => {
    const { shell, tray, system } = createShell();
    shell.setInMeeting(true);
    tray.items[1]?.act();
    expect(system.hasQuit).toBe(true);
    expect(shell.handleWindowClose()).toBe(true);
  });

  test('the computer stays awake in a meeting only, also when the page dies in it', () => {
    const { shell, system } = createShell();
    shell.setInMeeting(true);
    shell.setInMeeting(true);
    expect(system.awakeCount).toBe(1);
    shell.handlePageGone();
    expect(system.awakeCount).toBe(0);
  });
});

describe('ScreenPicker', () => {
  function createPicker() {
    const screen = new FakeScreen();
    const window = new FakeWindow();
    return { screen, window, picker: new ScreenPicker(screen, window) };
  }

  async function offered(window: FakeWindow): Promise<string> {
    await expect.poll(() => window.sent.length).toBeGreaterThan(0);
    const { payload } = window.sent.at(-1) ?? {};
    return (payload as { requestId: string }).requestId;
  }

  test('gives what the user chose', async () => {
    const { picker, window } = createPicker();
    const choice = picker.choose();
    const requestId = await offered(window);
    picker.handleChoice({ requestId, sourceId: 'window:7', withAudio: true });
    expect(await choice).toEqual({ sourceId: 'window:7', withAudio: true });
  });

  test('a source that was not offered shares nothing', async () => {
    const { picker, window } = createPicker();
    const choice = picker.choose();
    const requestId = await offered(window);
    picker.handleChoice({ requestId, sourceId: 'screen:99', withAudio: false });
    expect(await choice).toBeNull();
  });

  test('where the system asks, we do not ask again', async () => {
    const { picker, screen, window } = createPicker();
    screen.hasSystemPicker = true;
    expect(await picker.choose()).toEqual({ sourceId: 'screen:1', withAudio: false });
    expect(window.sent).toEqual([]);
  });

  test('a second question ends the first', async () => {
    const { picker, window } = createPicker();
    const first = picker.choose();
    await offered(window);
    const second = picker.choose();
    expect(await first).toBeNull();
    picker.cancel();
    await expect.poll(() => window.sent.length).toBe(2);
    picker.cancel();
    expect(await second).toBeNull();
  });

  test('of two questions whose sources are listed at once only the newer is asked', async () => {
    const { picker, window } = createPicker();
    const first = picker.choose();
    const second = picker.choose();
    expect(await first).toBeNull();
    const requestId = await offered(window);
    expect(window.sent).toHaveLength(1);
    picker.handleChoice({ requestId, sourceId: 'screen:1', withAudio: false });
    expect(await second).toEqual({ sourceId: 'screen:1', withAudio: false });
  });

  test('a page that goes while sources are listed is asked nothing', async () => {
    const { picker, window } = createPicker();
    const choice = picker.choose();
    picker.cancel();
    expect(await choice).toBeNull();
    expect(window.sent).toEqual([]);
  });
});

describe('the bridge', () => {
  function createBridge() {
    const place = createShell();
    const kept = new Map<string, string>();
    const secrets: SecretStore = {
      load: (name) => Promise.resolve(kept.get(name) ?? null),
      save: (name, secret) => Promise.resolve(void kept.set(name, secret)),
      remove: (name) => Promise.resolve(void kept.delete(name)),
    };
    const picker = new ScreenPicker(new FakeScreen(), place.window);
    const handlers = createBridgeHandlers({ ...place, secrets, picker });
    return {
      ...place,
      call: (name: string, input: unknown) => handleBridgeCall(handlers, name, input),
    };
  }

  const OTHER = 'https://other.example.org';

  test('a refresh token is given back to the server that it came from, and to no other', async () => {
    const { call } = createBridge();
    const { serverUrl } = LINK;
    await call('secrets:saveRefreshToken', { serverUrl, token: 'abc' });
    expect(await call('secrets:loadRefreshToken', { serverUrl })).toBe('abc');
    await call('server:setUrl', { url: OTHER });
    expect(await call('secrets:loadRefreshToken', { serverUrl: OTHER })).toBeNull();
    await call('server:setUrl', { url: serverUrl });
    expect(await call('secrets:loadRefreshToken', { serverUrl })).toBe('abc');
  });

  test('while servers change, the old page neither gets nor leaves a token', async () => {
    const { call } = createBridge();
    const { serverUrl } = LINK;
    await call('secrets:saveRefreshToken', { serverUrl, token: 'abc' });
    await call('server:setUrl', { url: OTHER });
    await expect(call('secrets:loadRefreshToken', { serverUrl })).rejects.toThrow();
    await expect(call('secrets:saveRefreshToken', { serverUrl, token: 'stray' })).rejects.toThrow();
    expect(await call('secrets:loadRefreshToken', { serverUrl: OTHER })).toBeNull();
  });

  test.each([
    ['an unknown call', 'app:runAnything', {}],
    ['a server address that is none', 'server:setUrl', { url: 'file:///etc' }],
    ['a server address with a path', 'server:setUrl', { url: 'https://a.example/b' }],
    ['a server address that is a policy', 'server:setUrl', { url: 'https://a;script-src' }],
    ['an input of the wrong type', 'app:setInMeeting', { isInMeeting: 'yes' }],
    ['no input', 'app:openExternal', undefined],
  ])('refuses %s', async (_what, name, input) => {
    await expect(createBridge().call(name, input)).rejects.toThrow();
  });

  test.each(['file:///etc/passwd', 'javascript:alert(1)', 'smb://host/share', 'not a url'])(
    'does not open %s outside',
    async (url) => {
      const { call, system } = createBridge();
      await call('app:openExternal', { url });
      expect(system.opened).toEqual([]);
    },
  );

  test('opens web and mail links outside', async () => {
    const { call, system } = createBridge();
    await call('app:openExternal', { url: 'https://example.org/' });
    await call('app:openExternal', { url: 'mailto:ana@example.org' });
    expect(system.opened).toEqual(['https://example.org/', 'mailto:ana@example.org']);
  });
});
