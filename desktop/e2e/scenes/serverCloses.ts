import { createApi } from '../support/createApi.ts';
import { everybodyShown, formerOnesGone, joinMeeting, kioskLink, showBar } from './actions.ts';
import { defineSetting } from './defineSetting.ts';

/** A server that was told to stop, and gives the meeting that is running ten minutes. */
export const serverCloses = defineSetting({
  isSlow: true,
  prepare: async (studio) => {
    const server = await studio.startServer({ PARLEY_DRAIN_SECONDS: '600' });
    const { url } = server;
    const api = createApi(url);
    const host = await api.register('Ana Lindqvist');
    const { code } = await api.createMeeting(host, { title: 'Monday stand-up' });
    const { code: later } = await api.createMeeting(host, { title: 'Design critique' });
    const page = await (await studio.openBrowser()).newPage();
    await joinMeeting(page, url, code, 'Ben Okafor');
    process.kill(server.pid, 'SIGTERM');
    await page.getByText(/^The server restarts/).waitFor();
    return { url, code, later };
  },
  scenes: {
    'lobby-server-closing': async (page, { url, later }, say) => {
      await page.goto(kioskLink(url, later));
      await page.getByRole('heading', { name: say('lobby', 'serverClosing.title') }).waitFor();
    },
    'meeting-server-closing': async (page, { url, code }, say) => {
      await joinMeeting(page, url, code);
      await page.getByText(say('meeting', 'serverCloses')).waitFor();
      await formerOnesGone(page, 2);
      await everybodyShown(page, 2);
      await showBar(page);
    },
  },
});
