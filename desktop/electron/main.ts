import { join } from 'node:path';
import { app, session as electronSession } from 'electron';
import keytar from 'keytar/keytar.js';
import { FallbackSecretStore, KeychainSecretStore } from '../host/secrets/index.ts';
import { SettingsFile } from '../host/settings/index.ts';
import { declareAppScheme, serveApp } from './adapters/appScheme.ts';
import { BrowserWindowPort } from './adapters/BrowserWindowPort.ts';
import { ElectronScreen, ElectronSystem, ElectronTray } from './adapters/electronPorts.ts';
import { serveBridge } from './adapters/ipc.ts';
import { guardSession } from './adapters/sessionGuards.ts';
import { LINK_SCHEME } from './shell/appOrigin.ts';
import { createBridgeHandlers } from './shell/bridgeHandlers.ts';
import { findDeepLink, parseDeepLink, type DeepLink } from './shell/deepLink.ts';
import { ScreenPicker } from './shell/ScreenPicker.ts';
import { Shell } from './shell/Shell.ts';

// Built to dist/desktop/main.js; the bundle and the icons lie beside and above it.
const HERE = import.meta.dirname;
const CLIENT_ROOT = join(HERE, '..', 'client-app');
const PRELOAD = join(HERE, 'preload.cjs');
const ICON = join(HERE, '..', '..', 'resources', 'tray.png');

declareAppScheme();
app.enableSandbox();

// A link opens the instance that runs; a second one only hands it over.
if (app.requestSingleInstanceLock()) void run();
else app.quit();

async function run(): Promise<void> {
  let openLink = (link: DeepLink): void => {
    firstLink = link;
  };
  let firstLink = findDeepLink(process.argv);
  let showWindow = (): void => {};
  app.setAsDefaultProtocolClient(LINK_SCHEME);
  app.on('second-instance', (_event, argv) => {
    showWindow();
    const link = findDeepLink(argv);
    if (link) openLink(link);
  });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    const link = parseDeepLink(url);
    if (link) openLink(link);
  });
  app.on('window-all-closed', () => app.quit());

  await app.whenReady();
  const settings = await SettingsFile.open(join(app.getPath('userData'), 'settings.json'));
  // `npm start` names the server that it has just started.
  const startedBeside = process.env['PARLEY_SERVER_URL'];
  if (startedBeside) await settings.change({ serverUrl: new URL(startedBeside).origin });

  const session = electronSession.defaultSession;
  serveApp(session, CLIENT_ROOT, () => settings.get().serverUrl);
  const system = new ElectronSystem();
  const window: BrowserWindowPort = new BrowserWindowPort({
    session,
    preload: PRELOAD,
    saved: settings.get().window,
    onClose: () => shell.handleWindowClose(),
    onMoved: (bounds) => void settings.change({ window: bounds }),
    onPageReady: () => shell.handlePageReady(),
    onPageGone: () => {
      picker.cancel();
      shell.handlePageGone();
    },
  });
  const tray = new ElectronTray(ICON, () => window.show());
  const picker: ScreenPicker = new ScreenPicker(new ElectronScreen(), window);
  const shell: Shell = new Shell({ window, tray, system, settings });
  guardSession(session, () => picker.choose());
  const secrets = new FallbackSecretStore(new KeychainSecretStore(keytar), () => {
    process.stderr.write('No key chain here: you will be asked to sign in at each start.\n');
  });
  serveBridge(
    createBridgeHandlers({ shell, system, settings, secrets, picker }),
    (id) => id === window.webContentsId,
  );
  shell.start();
  showWindow = () => window.show();
  openLink = (link) => void shell.openLink(link);
  if (firstLink) openLink(firstLink);
  app.on('activate', showWindow);
  app.on('before-quit', () => shell.handleQuit());
}
