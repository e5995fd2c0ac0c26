import type { Page } from 'playwright';
import { createApi } from '../../../desktop/e2e/support/createApi.ts';
import { openBrowser } from '../../../desktop/e2e/support/openBrowser.ts';
import { ParleyServer } from '../../../desktop/e2e/support/ParleyServer.ts';
import { freePort } from '../../../shared/net/freePort.ts';
import { Crowd } from './Crowd.ts';
import { countPeerConnections } from './PageGauge.ts';
import { ServerGauge } from './ServerGauge.ts';

/** A server with one meeting, and a page in it. */
export interface Stage {
  crowd: Crowd;
  server: ServerGauge;
  watcher: Page;
  /** Joins the meeting without a lobby; a name must be added. */
  link: string;
  openPage(): Promise<Page>;
}

/** Leaves nothing behind, also when what it is used for fails. */
export async function withStage<T>(use: (stage: Stage) => Promise<T>): Promise<T> {
  await using parts = new AsyncDisposableStack();
  const inspectPort = await freePort('127.0.0.1');
  const server = await ParleyServer.start({
    NODE_OPTIONS: `--inspect=127.0.0.1:${inspectPort}`,
    PARLEY_MEDIA_WORKERS: '1',
  });
  parts.defer(() => server.stop());
  const browser = await openBrowser();
  parts.defer(() => browser.close());
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
  const crowd = new Crowd({ url: server.url, code });
  return await use({ crowd, server: gauge, watcher, link, openPage });
}
