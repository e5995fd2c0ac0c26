// Measures what people wait for: from the click on Join to the first decoded frame of somebody else.
// `node desktop/e2e/joinTimes.ts [joins]`; prints milliseconds. Part of no test: figures are for docs and notes.
import { createApi } from './support/createApi.ts';
import { openBrowser } from './support/openBrowser.ts';
import { ParleyServer } from './support/ParleyServer.ts';

const JOINS = Number(process.argv[2] ?? 20);

const server = await ParleyServer.start();
const browser = await openBrowser();
try {
  const api = createApi(server.url);
  const { code } = await api.createMeeting(await api.register('Ana'));
  const link = `${server.url}/m/${code}`;
  const publisher = await browser.newPage();
  await publisher.goto(`${link}?name=Ben&skipPrejoin=1`);
  await publisher.getByRole('button', { name: /^Leave/ }).waitFor();

  const times: number[] = [];
  for (let count = 0; count < JOINS; count += 1) times.push(await measureJoin(link));
  times.sort((a, b) => a - b);
  const at = (share: number) =>
    Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN);
  console.log(
    `join click to first decoded frame, ${JOINS} joins: median ${at(0.5)} ms, p95 ${at(0.95)} ms, ` +
      `from ${at(0)} to ${at(1)} ms`,
  );
} finally {
  await browser.close();
  await server.stop();
}

async function measureJoin(link: string): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(link);
  await page.getByLabel('Your name').fill('Cleo');
  // The lobby shows one's own picture first, as a person would wait for it.
  await page.waitForFunction(() =>
    [...document.querySelectorAll('video')].some((video) => video.currentTime > 0),
  );
  const elapsed = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let clickedAt = 0;
        document.addEventListener('click', () => (clickedAt ||= performance.now()), true);
        const isOfSomebodyElse = (video: HTMLVideoElement) =>
          video.closest('[aria-label*="(you)"]') === null &&
          video.dataset['participantId'] !== undefined;
        const watch = () => {
          const videos = [...document.querySelectorAll('video')].filter(isOfSomebodyElse);
          if (
            clickedAt > 0 &&
            videos.some((video) => video.getVideoPlaybackQuality().totalVideoFrames > 0)
          ) {
            resolve(performance.now() - clickedAt);
          } else requestAnimationFrame(watch);
        };
        watch();
      }),
  );
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  const ms = await elapsed;
  await context.close();
  return ms;
}
