import { app, desktopCapturer, Menu, nativeImage, powerSaveBlocker, shell, Tray } from 'electron';
import type { ScreenSource } from '../../../shared/contracts/bridge.ts';
import type { ScreenPort, SystemPort, TrayItem, TrayPort } from '../ports/ports.ts';
import { endWithError, warn } from './endWithError.ts';

const THUMBNAIL = { width: 320, height: 180 } as const;

export class ElectronSystem implements SystemPort {
  readonly version = app.getVersion();
  readonly platform = toPlatform(process.platform);

  get locale(): string {
    return app.getLocale();
  }

  async openExternal(url: string): Promise<void> {
    try {
      await shell.openExternal(url);
    } catch (error) {
      warn('No program opened a link.', error);
    }
  }

  keepAwake(): () => void {
    const id = powerSaveBlocker.start('prevent-display-sleep');
    return () => powerSaveBlocker.stop(id);
  }

  quit(): void {
    app.quit();
  }

  endWithError(words: string): void {
    endWithError(words);
  }
}

export class ElectronTray implements TrayPort {
  readonly #tray: Tray;

  /** @param onActivate the icon itself was clicked */
  constructor(iconPath: string, onActivate: () => void) {
    this.#tray = new Tray(nativeImage.createFromPath(iconPath).resize({ width: 18, height: 18 }));
    this.#tray.on('click', onActivate);
  }

  show(tooltip: string, items: readonly TrayItem[]): void {
    this.#tray.setToolTip(tooltip);
    this.#tray.setContextMenu(
      Menu.buildFromTemplate(items.map(({ label, act }) => ({ label, click: act }))),
    );
  }
}

export class ElectronScreen implements ScreenPort {
  /** Chromium goes through the portal in a Wayland session, and the portal asks the user. */
  readonly hasSystemPicker =
    process.platform === 'linux' && process.env['XDG_SESSION_TYPE'] === 'wayland';
  readonly canShareAudio = process.platform === 'win32';

  async listSources(): Promise<ScreenSource[]> {
    const sources = await desktopCapturer.getSources({
      types: ['screen', 'window'],
      thumbnailSize: THUMBNAIL,
    });
    return sources.map(({ id, name, thumbnail }) => ({
      id,
      name,
      kind: id.startsWith('screen:') ? 'screen' : 'window',
      thumbnail: thumbnail.isEmpty() ? '' : thumbnail.toDataURL(),
    }));
  }
}

function toPlatform(platform: NodeJS.Platform): SystemPort['platform'] {
  return platform === 'win32' || platform === 'darwin' ? platform : 'linux';
}
