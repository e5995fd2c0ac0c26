import type { Page } from 'playwright';
import { freePort } from '../../../shared/net/freePort.ts';
import { createApi } from '../support/createApi.ts';
import { steerMedia, type ClientPath } from '../support/network/index.ts';
import { everybodyShown, formerOnesGone, joinMeeting, showBar } from './actions.ts';
import { defineSetting } from './defineSetting.ts';
import type { Studio } from './Studio.ts';

interface Stage {
  code: string;
  openPath: () => Promise<ClientPath>;
}

/** Line and layers take their time to be believed. */
const PATIENCE = { timeout: 60_000 };
/** Less than a camera needs, in bits per second. */
const THIN = { down: 150_000, up: 90_000 };

/** A meeting that some are in over a line that does not carry it. */
export const poorLines = defineSetting<Stage>({
  isSlow: true,
  prepare,
  scenes: {
    'meeting-video-paused': async (page, stage, say) => {
      const path = await joinOverPath(page, stage, 'Eva');
      await everybodyShown(page, 2);
      path.down.set({ bitsPerSecond: THIN.down, queueMs: 500 });
      for (const reason of ['held.connection', 'held.senderConnection'] as const) {
        await page.getByText(say('meeting', reason)).first().waitFor(PATIENCE);
      }
      await showBar(page);
    },
    'meeting-video-paused-own': async (page, stage, say) => {
      const path = await joinOverPath(page, stage, 'Eva');
      await everybodyShown(page, 2);
      path.up.set({ bitsPerSecond: THIN.up, queueMs: 500 });
      await page.getByText(say('meeting', 'ownHeld.connection')).first().waitFor(PATIENCE);
      await showBar(page);
    },
    'meeting-reconnecting': async (page, stage, say) => {
      const path = await joinOverPath(page, stage, 'Eva');
      await everybodyShown(page, 3);
      await formerOnesGone(page, 3);
      path.cut();
      await page.getByText(say('meeting', 'lostServer')).waitFor();
      await showBar(page);
    },
  },
});

async function prepare(studio: Studio): Promise<Stage> {
  const mediaPort = await freePort('0.0.0.0');
  const { url } = await studio.startServer({
    PARLEY_MEDIA_PORT: String(mediaPort),
    PARLEY_MEDIA_WORKERS: '1',
  });
  const api = createApi(url);
  const host = await api.register('Ana Lindqvist');
  const { code } = await api.createMeeting(host, { title: 'Monday stand-up' });
  await joinMeeting(await (await studio.openBrowser()).newPage(), url, code, 'Ben Okafor');
  const openPath = () => studio.openPath({ serverUrl: url, mediaPorts: [mediaPort] });
  const cleo = await (await studio.openBrowser()).newPage();
  const path = await joinOverPath(cleo, { code, openPath }, 'Cleo Marchetti');
  await everybodyShown(cleo, 2);
  path.up.set({ bitsPerSecond: THIN.up, queueMs: 500 });
  return { code, openPath };
}

async function joinOverPath(
  page: Page,
  { code, openPath }: Stage,
  name: string,
): Promise<ClientPath> {
  const path = await openPath();
  await steerMedia(page.context(), path);
  await joinMeeting(page, path.url, code, name);
  return path;
}
