import { ipcMain } from 'electron';
import { bridgeCalls } from '../../../shared/contracts/bridge.ts';
import { APP_ORIGIN } from '../shell/appOrigin.ts';
import { handleBridgeCall, type BridgeHandlers } from '../shell/bridgeHandlers.ts';

/** Answers our own page's main frame and nobody else (Electron's security checklist, 17). */
export function serveBridge(handlers: BridgeHandlers, isOurWindow: (id: number) => boolean): void {
  for (const name of Object.keys(bridgeCalls)) {
    ipcMain.handle(name, (event, input: unknown) => {
      const frame = event.senderFrame;
      const isOurs =
        frame !== null &&
        frame.parent === null &&
        frame.url.startsWith(`${APP_ORIGIN}/`) &&
        isOurWindow(event.sender.id);
      if (!isOurs) throw new Error('not permitted');
      return handleBridgeCall(handlers, name, input);
    });
  }
}
