import type { BridgeEventName } from '../../../shared/contracts/bridge.ts';
import type { ScreenPort, SystemPort, TrayItem, TrayPort, WindowPort } from './ports.ts';

export class FakeWindow implements WindowPort {
  isVisible = false;
  reloads = 0;
  readonly sent: { name: BridgeEventName; payload: unknown }[] = [];

  show(): void {
    this.isVisible = true;
  }

  hide(): void {
    this.isVisible = false;
  }

  reload(): void {
    this.reloads += 1;
  }

  send(name: BridgeEventName, payload: unknown): void {
    this.sent.push({ name, payload });
  }
}

export class FakeTray implements TrayPort {
  tooltip = '';
  items: readonly TrayItem[] = [];

  show(tooltip: string, items: readonly TrayItem[]): void {
    this.tooltip = tooltip;
    this.items = items;
  }
}

export class FakeSystem implements SystemPort {
  readonly version = '1.2.3';
  readonly platform = 'linux';
  locale = 'en';
  readonly opened: string[] = [];
  awakeCount = 0;
  hasQuit = false;
  readonly errors: string[] = [];

  openExternal(url: string): Promise<void> {
    this.opened.push(url);
    return Promise.resolve();
  }

  keepAwake(): () => void {
    this.awakeCount += 1;
    return () => {
      this.awakeCount -= 1;
    };
  }

  quit(): void {
    this.hasQuit = true;
  }

  endWithError(words: string): void {
    this.errors.push(words);
  }
}

export class FakeScreen implements ScreenPort {
  hasSystemPicker = false;
  canShareAudio = true;
  sources = [
    { id: 'screen:1', name: 'Screen 1', kind: 'screen' as const, thumbnail: '' },
    { id: 'window:7', name: 'Notes', kind: 'window' as const, thumbnail: '' },
  ];

  listSources(): Promise<FakeScreen['sources']> {
    return Promise.resolve(this.sources);
  }
}
