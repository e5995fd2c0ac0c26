import { createApi } from '../support/createApi.ts';
import { joinMeeting, showBar } from './actions.ts';
import { defineSetting } from './defineSetting.ts';

// TEST-NET-3 (RFC 5737): nobody answers there, as behind a firewall that drops.
const NOWHERE = '203.0.113.9';

/** A server that is reached, and whose media are not. */
export const mediaBlocked = defineSetting({
  isSlow: true,
  prepare: async (studio) => {
    const { url } = await studio.startServer({
      PARLEY_MEDIA_ADDRESS: NOWHERE,
      PARLEY_TURN_URLS: `turn:${NOWHERE}:3478?transport=udp`,
    });
    const api = createApi(url);
    const host = await api.register('Ana Lindqvist');
    const { code } = await api.createMeeting(host, { title: 'Monday stand-up' });
    await joinMeeting(await (await studio.openBrowser()).newPage(), url, code, 'Ben Okafor');
    return { url, code };
  },
  scenes: {
    'meeting-media-blocked': async (page, { url, code }, say) => {
      await joinMeeting(page, url, code);
      await page.getByText(say('meeting', 'mediaBlocked')).first().waitFor();
      await showBar(page);
    },
  },
});
