import type { Page } from 'playwright';
import { createApi } from '../support/createApi.ts';
import { signIn } from '../support/signIn.ts';
import { SocketSwitch } from '../support/SocketSwitch.ts';
import type { Words } from '../support/words.ts';
import { everybodyShown, joinMeeting, showBar } from './actions.ts';
import { defineSetting } from './defineSetting.ts';
import type { Studio } from './Studio.ts';

interface Stage {
  url: string;
  code: string;
  host: Page;
  /** The host's. */
  line: SocketSwitch;
}

/** A meeting whose host's line breaks, with a member who acts for them. */
export const actingHost = defineSetting<Stage>({
  isSlow: true,
  prepare,
  scenes: {
    'meeting-acting-host': async (page, stage, say) => {
      await loseHost(page, stage, say);
      await showBar(page);
    },
    'meeting-acting-host-people': async (page, stage, say) => {
      await loseHost(page, stage, say);
      await page.keyboard.press('p');
      await page.getByText(say('meeting', 'role.actingHost')).first().waitFor();
    },
  },
});

async function loseHost(page: Page, { url, code, host, line }: Stage, say: Words): Promise<void> {
  line.restore();
  await host.getByText(/^Connection lost/).waitFor({ state: 'hidden' });
  await joinMeeting(page, url, code);
  await everybodyShown(page, 3);
  await line.cut();
  await page.getByText(say('meeting', 'notice.actsAsHost')).first().waitFor();
}

async function prepare(studio: Studio): Promise<Stage> {
  const { url } = await studio.startServer();
  const api = createApi(url);
  const owner = await api.register('Ana Lindqvist');
  const member = await api.register('Ben Okafor');
  const { code } = await api.createMeeting(owner, { title: 'Monday stand-up' });
  const context = await (await studio.openBrowser()).newContext();
  const line = await SocketSwitch.of(context);
  const [host, other] = [await context.newPage(), await (await studio.openBrowser()).newPage()];
  for (const [page, account] of [
    [host, owner],
    [other, member],
  ] as const) {
    await signIn(page, url, account);
    await page.goto(`${url}/m/${code}?skipPrejoin=1`);
    await page.locator('video[data-participant-id]').first().waitFor();
  }
  return { url, code, host, line };
}
