import { createApi } from '../support/createApi.ts';
import { joinMeeting, kioskLink } from './actions.ts';
import { defineSetting } from './defineSetting.ts';

/** A server with two places, which are taken. */
export const serverFull = defineSetting({
  isSlow: true,
  prepare: async (studio) => {
    const { url } = await studio.startServer({ PARLEY_MAX_PARTICIPANTS: '2' });
    const api = createApi(url);
    const host = await api.register('Ana Lindqvist');
    const { code } = await api.createMeeting(host, { title: 'Monday stand-up' });
    for (const name of ['Ben Okafor', 'Cleo Marchetti']) {
      await joinMeeting(await (await studio.openBrowser()).newPage(), url, code, name);
    }
    return { url, code };
  },
  scenes: {
    'lobby-server-full': async (page, { url, code }, say) => {
      await page.goto(kioskLink(url, code));
      await page.getByRole('heading', { name: say('lobby', 'serverFull.title') }).waitFor();
    },
  },
});
