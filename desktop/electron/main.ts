import { join } from 'node:path';
import { app, session as electronSession } from 'electron';
import keytar from 'keytar/keytar.js';
import { FallbackSecretStore, KeychainSecretStore } from '../host/secrets/index.ts';
import { SettingsFile } from '../host/settings/index.ts';
import { declareAppScheme, serveApp } from './adapters/appScheme.ts';
import { BrowserWindowPort } from './adapters/BrowserWindowPort.ts';
import { claimLinks } from './adapters/claimLinks.ts';
import { ElectronScreen, ElectronSystem, ElectronTray } from './adapters/electronPorts.ts';
import { endWithError, warn } from './adapters/endWithError.ts';
import { serveBridge } from './adapters/ipc.ts';
import { guardSession } from './adapters/sessionGuards.ts';
import { createBridgeHandlers } from './shell/bridgeHandlers.ts';
import { findDeepLink, parseDeepLink, type DeepLink } from './shell/deepLink.ts';
import { ScreenPicker } from './shell/ScreenPicker.ts';
import { Shell } from './shell/Shell.ts';
import { shellWords } from './shell/shellWords.ts';
import { takeStartedBeside } from './shell/startedBeside.ts';

// Built to dist/desktop/main.js; the bundle and the icons lie beside and above it.
const HERE = import.meta.dirname;
const CLIENT_ROOT = join(HERE, '..', 'client-app');
const PRELOAD = join(HERE, 'preload.cjs');
const ICON = join(HERE, '..', '..', 'resources', 'tray.png');

declareAppScheme();
app.enableSandbox();

// A link opens the instance that runs; a second one only hands it over.
if (app.requestSingleInstanceLock()) {
  run().catch((error: unknown) => endWithError(shellWords(app.getLocale()).cannotStart, error));
} else {
  app.quit();
}

async function run(): Promise<void> {
  const door = listenForLinks();
  await app.whenReady();
  const settings = await SettingsFile.open(
    join(app.getPath('userData'), 'settings.json'),
    (cause) => warn('Settings could not be saved; they hold until Parley ends.', cause),
  );
  await takeStartedBeside(process.env['PARLEY_SERVER_URL'], settings, (line) =>
    process.stderr.write(line),
  );

  const session = electronSession.defaultSession;
  serveApp(session, CLIENT_ROOT, () => settings.get().serverUrl);
  const system = new ElectronSystem();
  const window: BrowserWindowPort = new BrowserWindowPort({
    session,
    preload: PRELOAD,
    saved: settings.get().window,
    onClose: () => shell.handleWindowClose(),
    onMoved: (bounds) => void settings.change({ window: bounds }),
    onPageReady: () => void shell.handlePageReady(),
    onPageGone: () => {
      picker.cancel();
      shell.handlePageGone();
    },
    onPageCrash: () => {
      picker.cancel();
      shell.handlePageCrash(performance.now());
    },
    onLoadError: (cause) => endWithError(shellWords(system.locale).cannotStart, cause),
    openExternal: (url) => system.openExternal(url),
  });
  const tray = new ElectronTray(ICON, () => window.show());
  const picker: ScreenPicker = new ScreenPicker(new ElectronScreen(), window);
  const shell: Shell = new Shell({ window, tray, system, settings });
  guardSession(session, () => picker.choose());
  const secrets = new FallbackSecretStore(new KeychainSecretStore(keytar), (cause) =>
    warn('No key chain answers: you will be asked to sign in at each start.', cause),
  );
  serveBridge(
    createBridgeHandlers({ shell, system, settings, secrets, picker }),
    (id) => id === window.webContentsId,
  );
  shell.start();
  app.on('activate', () => window.show());
  app.on('before-quit', () => shell.handleQuit());
  door.open({ show: () => window.show(), openLink: (link) => void shell.openLink(link) });
}

interface LinkTaker {
  show(): void;
  openLink(link: DeepLink): void;
}

/** Listens before the app is ready, as the system may hand over a link that early; the last one is kept. */
function listenForLinks(): { open(taker: LinkTaker): void } {
  let taker: LinkTaker | null = null;
  let earlyLink = findDeepLink(process.argv);
  const take = (link: DeepLink | null) => {
    if (link === null) return;
    if (taker) taker.openLink(link);
    else earlyLink = link;
  };
  claimLinks(app, { execPath: process.execPath, isDefaultApp: process.defaultApp });
  app.on('second-instance', (_event, argv) => {
    taker?.show();
    take(findDeepLink(argv));
  });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    take(parseDeepLink(url));
  });
  app.on('window-all-closed', () => app.quit());
  return {
    open: (given) => {
      taker = given;
      take(earlyLink);
    },
  };
}
