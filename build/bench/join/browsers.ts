/// <reference lib="dom" />
import { chromium, type Browser, type Page } from 'playwright';
import config from '../../../desktop/e2e/playwright.config.ts';
import { GENERATOR_CORE, pinProcess, processTree, PRODUCT_CORE } from '../harness/index.ts';

export interface PinnedBrowser {
  browser: Browser;
  pid: number;
  close(): Promise<void>;
}

/** The browser of the tests, on the cores given; its processes are its own, so that their time can be told. */
export async function openPinnedBrowser(cores: readonly number[]): Promise<PinnedBrowser> {
  const server = await chromium.launchServer(config.use?.launchOptions ?? {});
  const { pid } = server.process();
  if (pid === undefined) throw new Error('the browser did not start');
  // What it starts from now on inherits the cores.
  for (const each of await processTree(pid)) {
    pinProcess(each, cores);
  }
  const browser = await chromium.connect(server.wsEndpoint());
  return { browser, pid, close: () => server.close() };
}

/** As the machine of whoever joins: it is what is measured, and may use every core. */
export const openJoiner = (): Promise<PinnedBrowser> =>
  openPinnedBrowser([PRODUCT_CORE, GENERATOR_CORE]);

export const openPublisher = (): Promise<PinnedBrowser> => openPinnedBrowser([GENERATOR_CORE]);

/**
 * A page whose microphone hears a tone without a pause, which no noise suppression takes away, and whose
 * camera is a plain one: at 720p its encoder alone would fill the generator's core.
 */
export async function openPublishingPage(browser: Browser): Promise<Page> {
  // So small that it shows few of the others: it is there to be seen, and decodes on the generator's core.
  const page = await browser.newPage({ viewport: { width: 300, height: 300 } });
  await page.addInitScript(() => {
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (wanted) => {
      const tracks: MediaStreamTrack[] = [];
      if (wanted?.video) {
        const video = { width: 640, height: 360, frameRate: 30 };
        tracks.push(...(await open({ video })).getTracks());
      }
      if (wanted?.audio) {
        const context = new AudioContext();
        const tone = context.createOscillator();
        const ear = context.createMediaStreamDestination();
        tone.connect(ear);
        tone.start();
        tracks.push(...ear.stream.getTracks());
      }
      return new MediaStream(tracks);
    };
  });
  return page;
}
