import { join } from 'node:path';
import type { Page } from 'playwright';
import { createApi } from '../../../desktop/e2e/support/createApi.ts';
import { ParleyServer } from '../../../desktop/e2e/support/ParleyServer.ts';
import { openSender, recordMedia, type RecordedMedia } from '../clients/index.ts';
import {
  type Bench,
  type BenchContext,
  type BenchRow,
  comparePairs,
  cpuSecondsOfTree,
  ensureWebClient,
  GENERATOR_CORE,
  judgeRatio,
  nullPair,
  PRODUCT_CORE,
  type Sample,
  spawnPinned,
} from '../harness/index.ts';
import { BareServer } from '../join/bare/BareServer.ts';
import { openBareSender } from '../join/bare/openBareSender.ts';
import { openPinnedBrowser } from '../join/browsers.ts';
import { bytesBeforeFirstPaint } from './firstPaint.ts';
import { countFrames, type Watched, whenWatching } from './watching.ts';

const PEOPLE = 9;
const FRAME_RATE = 30;
const GOAL_BYTES = 250_000;
const GOAL_RATIO = 1.25;
/** What a page must show of what was sent; less, and the machine was too busy for both. */
const LEAST_FRAMES = 0.9;
const LEAST_FRAMES_QUICK = 0.5;
/** Of the recorded layers, the smallest first. */
const LAYER_WIDTHS = [320, 640, 1280];

export const bench: Bench = { name: 'client', run };

async function run(context: BenchContext): Promise<BenchRow[]> {
  const { root, quick } = context;
  const log = (line: string) => context.log(line);
  await ensureWebClient(context);
  const rows = [await weighFirstPaint(root)];

  await using parts = new AsyncDisposableStack();
  const media = await record();
  const meeting = await openMeeting(media);
  parts.defer(() => meeting.close());
  const bare = await openBareRoom(media);
  parts.defer(() => bare.close());

  const measuring = quick
    ? { seconds: 3, least: LEAST_FRAMES_QUICK }
    : { seconds: 8, least: LEAST_FRAMES };
  let shown: Watched | null = null;
  const product = () =>
    measurePage(
      measuring,
      async (page) => {
        await page.addInitScript(
          ({ key, value }) => sessionStorage.setItem(key, value),
          meeting.returning,
        );
        await page.goto(meeting.link);
        shown = await whenWatching(page, PEOPLE);
      },
      // Whoever is only gone keeps the seat for half a minute: the next page would show a tenth person.
      async (page) => {
        await page.getByRole('button', { name: /^Leave/ }).click();
        await page.getByRole('button', { name: 'Join again' }).waitFor();
      },
    );
  const videosOnly = () =>
    measurePage(measuring, async (page) => {
      if (!shown) throw new Error('the product is measured first');
      const layer = LAYER_WIDTHS.indexOf(shown.pictureWidths[0] ?? 0);
      const { width, height } = shown;
      await page.goto(`${bare.url}/?width=${width}&height=${height}&layer=${layer}`);
      const { pictureWidths } = await whenWatching(page, PEOPLE);
      if (pictureWidths[0] !== shown.pictureWidths[0]) throw new Error('another layer is shown');
    });
  log(`the product with itself, ${PEOPLE} people`);
  const nothing = await nullPair({
    name: 'product',
    unit: 's/s',
    a: product,
    pairs: quick ? 1 : 3,
  });
  log('the product and the videos alone, in turns');
  const result = await comparePairs({
    name: 'product / videos alone',
    unit: 's/s',
    a: product,
    b: videosOnly,
    pairs: quick ? 2 : 5,
  });
  for (const [name, samples] of [
    ['product', result.samplesA],
    ['videos alone', result.samplesB],
  ] as const) {
    const cores = samples.map(({ value }) => value.toFixed(3)).join(' ');
    const shown = samples.map(({ details }) => (details?.['shown'] ?? 0).toFixed(2)).join(' ');
    log(`${name}: ${cores} of a core; share of the frames shown: ${shown}`);
  }
  rows.push({
    bench: 'client',
    what: `CPU of a page with ${PEOPLE} people against a page with the same videos alone`,
    ...judgeRatio(result, nothing, GOAL_RATIO),
    goal: `at most ${GOAL_RATIO} x`,
    figures: { median: result.median, min: result.min, max: result.max },
  });
  return rows;
}

async function weighFirstPaint(root: string): Promise<BenchRow> {
  const bytes = await bytesBeforeFirstPaint(join(root, 'dist', 'client-web'));
  return {
    bench: 'client',
    what: 'JavaScript before first paint, gzip',
    measured: `${Math.round(bytes / 1000)} kB`,
    goal: `at most ${GOAL_BYTES / 1000} kB`,
    isMet: bytes <= GOAL_BYTES,
    figures: { bytes },
  };
}

async function record(): Promise<RecordedMedia> {
  const recorder = await openPinnedBrowser([GENERATOR_CORE]);
  try {
    return await recordMedia(recorder.browser);
  } finally {
    await recorder.close();
  }
}

interface Measuring {
  seconds: number;
  /** Share of the frames sent that must be shown. */
  least: number;
}

/** A browser of its own for each sample: all its processes work for the one page. */
async function measurePage(
  { seconds, least }: Measuring,
  show: (page: Page) => Promise<void>,
  leave: (page: Page) => Promise<void> = () => Promise.resolve(),
): Promise<Sample> {
  const opened = await openPinnedBrowser([PRODUCT_CORE]);
  const { browser, pid } = opened;
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    await show(page);
    const startedAt = performance.now();
    const before = await readCounts(pid, page);
    await page.waitForTimeout(seconds * 1000);
    const after = await readCounts(pid, page);
    const elapsed = (performance.now() - startedAt) / 1000;
    const frames = after.frames - before.frames;
    const shown = frames / (PEOPLE * FRAME_RATE * elapsed);
    await leave(page);
    return {
      value: (after.page - before.page) / elapsed,
      // A page that could not keep up with its videos is no sample, as with a generator that could not.
      generatorLoad: shown < least ? 1 : (after.generator - before.generator) / elapsed,
      details: { shown },
    };
  } finally {
    await opened.close();
  }
}

/** CPU seconds, and frames. The servers share the generator's core, but only what sends can be late. */
async function readCounts(
  browserPid: number,
  page: Page,
): Promise<{ page: number; generator: number; frames: number }> {
  const { user, system } = process.cpuUsage();
  return {
    page: await cpuSecondsOfTree(browserPid),
    generator: (user + system) / 1e6,
    frames: await countFrames(page),
  };
}

interface OpenMeeting {
  link: string;
  /** As after a reload with devices off: the viewer only looks, as the bare page does. */
  returning: { key: string; value: string };
  close(): Promise<void>;
}

/** Nine people with cameras, of whom one speaks. */
async function openMeeting(media: RecordedMedia): Promise<OpenMeeting> {
  const server = await ParleyServer.start({}, (program, args, options) =>
    spawnPinned(GENERATOR_CORE, program, args, options),
  );
  const leaves: (() => void)[] = [];
  const close = async (): Promise<void> => {
    for (const leave of leaves) leave();
    await server.stop();
  };
  try {
    const api = createApi(server.url);
    const { code } = await api.createMeeting(await api.register('Ana'));
    for (let index = 1; index <= PEOPLE; index += 1) {
      const isMicOn = index === 1;
      const place = { url: server.url, code, index, media };
      const sender = await openSender({ ...place, frameRate: FRAME_RATE, isMicOn });
      leaves.push(() => sender.close());
    }
    const value = JSON.stringify({ isMicOn: false, isCameraOn: false, displayName: 'Zoe' });
    return {
      link: `${server.url}/m/${code}`,
      returning: { key: `parley.return.${code}`, value },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openBareRoom(
  media: RecordedMedia,
): Promise<{ url: string; close: () => Promise<void> }> {
  const pageRoot = join(import.meta.dirname, 'bare');
  const server = await BareServer.start(pageRoot, GENERATOR_CORE);
  const { url } = server;
  const leaves: (() => void)[] = [];
  for (let index = 1; index <= PEOPLE; index += 1) {
    // The videos and nothing else: nobody takes sound here.
    const isMicOn = false;
    const sender = await openBareSender({ url, index, media, frameRate: FRAME_RATE, isMicOn });
    leaves.push(() => sender.leave());
  }
  return {
    url,
    close: async () => {
      for (const leave of leaves) leave();
      await server.close();
    },
  };
}
