import type { EventEmitter } from 'node:events';
import type { Session } from 'electron';
import { beforeEach, expect, test, vi } from 'vitest';
import { BrowserWindowPort } from './BrowserWindowPort.ts';

/** Electron runs only inside Electron: of its window this is what the adapter touches, and when it throws. */
const electron = vi.hoisted(() => ({
  load: (): Promise<void> => Promise.resolve(),
  isDestroyed: false,
  loads: 0,
  contents: null as EventEmitter | null,
}));

vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  class FakeContents extends Emitter {
    readonly id = 7;
    setWindowOpenHandler(): void {}
  }
  class FakeBrowserWindow extends Emitter {
    readonly #contents = new FakeContents();
    constructor() {
      super();
      electron.contents = this.#contents;
    }
    get webContents() {
      this.#assertAlive();
      return this.#contents;
    }
    isDestroyed = () => electron.isDestroyed;
    isMinimized = () => this.#assertAlive();
    show = () => this.#assertAlive();
    hide = () => this.#assertAlive();
    loadURL = () => {
      this.#assertAlive();
      electron.loads += 1;
      return electron.load();
    };
    #assertAlive() {
      if (electron.isDestroyed) throw new TypeError('Object has been destroyed');
    }
  }
  const display = { workArea: { x: 0, y: 0, width: 1920, height: 1080 } };
  const screen = { getPrimaryDisplay: () => display, getAllDisplays: () => [display] };
  return { BrowserWindow: FakeBrowserWindow, screen };
});

beforeEach(() => {
  electron.load = () => Promise.resolve();
  electron.isDestroyed = false;
  electron.loads = 0;
});

function createWindow() {
  const told: string[] = [];
  const port = new BrowserWindowPort({
    // Only handed on to Electron's window, which is a fake here.
    session: {} as Session,
    preload: 'preload.cjs',
    saved: null,
    onClose: () => true,
    onMoved: () => {},
    onPageReady: () => {},
    onPageGone: () => told.push('gone'),
    onPageCrash: () => told.push('crash'),
    onLoadError: () => told.push('loadError'),
    openExternal: () => Promise.resolve(),
  });
  return { port, told };
}

test('a page that cannot be loaded is told, a load that a newer one replaced is not', async () => {
  electron.load = () => Promise.reject(Object.assign(new Error('x'), { code: 'ERR_ABORTED' }));
  const { port, told } = createWindow();
  electron.load = () => Promise.reject(Object.assign(new Error('x'), { code: 'ERR_FAILED' }));
  port.reload();
  await expect.poll(() => told).toEqual(['loadError']);
  expect(electron.loads).toBe(2);
});

test('a page whose process dies is left to the shell: the window itself does not load it again', () => {
  const { told } = createWindow();
  electron.contents?.emit('render-process-gone', {}, { reason: 'crashed' });
  electron.contents?.emit('render-process-gone', {}, { reason: 'clean-exit' });
  expect(told).toEqual(['crash', 'gone']);
  expect(electron.loads).toBe(1);
});

test('calls to a destroyed window do nothing, as the tray and late answers make them', () => {
  const { port, told } = createWindow();
  electron.isDestroyed = true;
  port.show();
  port.hide();
  port.reload();
  port.send('app:deepLinkOpened', { path: '/m/abc-defg-hjk', offeredServerUrl: null });
  electron.contents?.emit('render-process-gone', {}, { reason: 'killed' });
  expect(port.webContentsId).toBe(7);
  expect(told).toEqual([]);
});
