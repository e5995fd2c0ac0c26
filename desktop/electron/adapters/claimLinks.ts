import type { App } from 'electron';
import { LINK_SCHEME } from '../shell/appOrigin.ts';

type LinkClaimant = Pick<App, 'setAsDefaultProtocolClient' | 'getAppPath'>;

/**
 * Makes `parley://` links open this app. Run as `electron <folder>`, the program is Electron's own, and
 * a link must bring the folder along; it is asked of Electron because flags may stand before it.
 */
export function claimLinks(
  app: LinkClaimant,
  { execPath, isDefaultApp }: { execPath: string; isDefaultApp: boolean },
): void {
  if (isDefaultApp) app.setAsDefaultProtocolClient(LINK_SCHEME, execPath, [app.getAppPath()]);
  else app.setAsDefaultProtocolClient(LINK_SCHEME);
}
