/// <reference lib="dom" />
import type { Page } from 'playwright';
import { createApi } from '../../../desktop/e2e/support/createApi.ts';
import { ParleyServer } from '../../../desktop/e2e/support/ParleyServer.ts';
import { freePort } from '../../../shared/net/freePort.ts';
import { recordMedia } from '../clients/index.ts';
import { type BenchContext, ensureWebClient, PRODUCT_CORE, spawnPinned } from '../harness/index.ts';
import { openJoiner } from '../join/browsers.ts';
import { Crowd } from './Crowd.ts';
import { countPeerConnections } from './PageGauge.ts';
import { ServerGauge } from './ServerGauge.ts';

/** A server with one meeting, and a page in it. */
export interface Stage {
  crowd: Crowd;
  server: ServerGauge;
  watcher: Page;
  /** The page shows a picture of the one of that name. */
  whenSeen: (name: string) => Promise<void>;
  /** Joins the meeting without a lobby; a name must be added. */
  link: string;
  openPage(): Promise<Page>;
}

/** Leaves nothing behind, also when what it is used for fails. */
export async function withStage<T>(
  context: BenchContext,
  use: (stage: Stage) => Promise<T>,
): Promise<T> {
  await ensureWebClient(context);
  await using parts = new AsyncDisposableStack();
  const inspectPort = await freePort('127.0.0.1');
  const env = {
    NODE_OPTIONS: `--inspect=127.0.0.1:${inspectPort}`,
    PARLEY_MEDIA_WORKERS: '1',
  };
  const server = await ParleyServer.start(env, (program, args, options) =>
    spawnPinned(PRODUCT_CORE, program, args, options),
  );
  parts.defer(() => server.stop());
  const opened = await openJoiner();
  parts.defer(() => opened.close());
  const { browser } = opened;
  const api = createApi(server.url);
  const { code } = await api.createMeeting(await api.register('Ana'));
  const openPage = async () => {
    const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
    await context.addInitScript(countPeerConnections);
    return context.newPage();
  };
  const watcher = await openPage();
  const link = `${server.url}/m/${code}?skipPrejoin=1`;
  await watcher.goto(`${link}&name=Watcher`);
  await watcher.getByRole('button', { name: /^Leave/ }).waitFor();
  const gauge = await ServerGauge.attach(server.pid, inspectPort);
  parts.defer(() => gauge.close());
  const crowd = new Crowd({ url: server.url, code, media: await recordMedia(browser) });
  const whenSeen = (name: string) => waitForPicture(watcher, name);
  return await use({ crowd, server: gauge, watcher, whenSeen, link, openPage });
}

async function waitForPicture(page: Page, name: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const tiles = [...document.querySelectorAll('[role="group"][data-source="camera"]')];
      const tile = tiles.find(({ ariaLabel }) => ariaLabel?.split(',')[0] === wanted);
      const frames = tile?.querySelector('video')?.getVideoPlaybackQuality().totalVideoFrames;
      return (frames ?? 0) > 0;
    },
    name,
    { polling: 100 },
  );
}
