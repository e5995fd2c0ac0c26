/// <reference lib="dom" />
import type { Page } from 'playwright';

export interface Watched {
  /** CSS pixels of the smallest picture shown. */
  width: number;
  height: number;
  /** Of the streams behind them, each in pixels; one entry: all are of one layer. */
  pictureWidths: number[];
  count: number;
}

const SETTLE_LIMIT_MS = 40_000;

/** Waits until so many videos move, all in one layer, and says how large they are shown. */
export async function whenWatching(page: Page, count: number): Promise<Watched> {
  const settled = page.waitForFunction(
    (wanted) => {
      const playing = [...document.querySelectorAll('video')].filter(
        (video) => video.videoWidth > 0 && video.currentTime > 1,
      );
      return playing.length === wanted && new Set(playing.map((v) => v.videoWidth)).size === 1;
    },
    count,
    { timeout: SETTLE_LIMIT_MS, polling: 250 },
  );
  await settled.catch((cause: unknown) => {
    // The product pauses videos where the processor is short, as it should: that is no sample.
    throw new Error(`${count} videos do not all play: is this machine busy?`, { cause });
  });
  return page.evaluate(() => {
    const videos = [...document.querySelectorAll('video')].filter(({ videoWidth }) => videoWidth);
    const least = (sizes: number[]) => Math.round(Math.min(...sizes));
    return {
      width: least(videos.map((video) => video.clientWidth)),
      height: least(videos.map((video) => video.clientHeight)),
      pictureWidths: [...new Set(videos.map((video) => video.videoWidth))],
      count: videos.length,
    };
  });
}

/** Frames that all videos of the page have shown so far. */
export function countFrames(page: Page): Promise<number> {
  return page.evaluate(() =>
    [...document.querySelectorAll('video')]
      .map((video) => video.getVideoPlaybackQuality())
      .reduce((sum, quality) => sum + quality.totalVideoFrames - quality.droppedVideoFrames, 0),
  );
}
