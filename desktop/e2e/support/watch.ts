import { expect, type Locator, type Page } from 'playwright/test';

/** How many frames each remote camera has shown so far, by participant id. */
export function decodedFrames(page: Page): Promise<Record<string, number>> {
  return page.evaluate(() => {
    const frames: Record<string, number> = {};
    for (const video of document.querySelectorAll<HTMLVideoElement>('video[data-participant-id]')) {
      const id = video.dataset['participantId'] ?? '';
      const shown = video.getVideoPlaybackQuality().totalVideoFrames;
      frames[id] = Math.max(frames[id] ?? 0, shown);
    }
    return frames;
  });
}

/** How many frames a video has shown since its source came. */
export function framesOf(video: Locator): Promise<number> {
  return video.evaluate(
    (element: HTMLVideoElement) => element.getVideoPlaybackQuality().totalVideoFrames,
  );
}

/** Waits until so many different people's pictures, one's own included, have moved on by some frames. */
export async function expectMovingPictures(page: Page, count: number, frames = 3): Promise<void> {
  const before = await decodedFrames(page);
  await expect
    .poll(
      async () => {
        const now = await decodedFrames(page);
        return Object.entries(now).filter(([id, shown]) => shown >= (before[id] ?? 0) + frames)
          .length;
      },
      { intervals: [50] },
    )
    .toBeGreaterThanOrEqual(count);
}

/** The sound energy that each remote audio stream has carried so far (`totalAudioEnergy`, webrtc-stats). */
function audioEnergies(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const { peerConnections } = window as unknown as { peerConnections: RTCPeerConnection[] };
    const energies: number[] = [];
    for (const connection of peerConnections) {
      for (const report of (await connection.getStats()).values()) {
        const { type, kind, totalAudioEnergy } = report as {
          type: string;
          kind?: string;
          totalAudioEnergy?: number;
        };
        if (type === 'inbound-rtp' && kind === 'audio') energies.push(totalAudioEnergy ?? 0);
      }
    }
    return energies;
  });
}

/** How many remote audio streams have carried sound above silence so far. */
export async function heardStreams(page: Page): Promise<number> {
  return (await audioEnergies(page)).filter((energy) => energy > 1e-4).length;
}

/** Whether anything is heard during the next beeps of the fake microphones, which come once a second. */
export async function hearsSomething(page: Page): Promise<boolean> {
  const sum = async () => (await audioEnergies(page)).reduce((total, energy) => total + energy, 0);
  const before = await sum();
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        // Sound is time: two and a half seconds of it hold two beeps.
        const audio = new AudioContext();
        const listenUntil = audio.currentTime + 2.5;
        const watch = () =>
          audio.currentTime < listenUntil ? requestAnimationFrame(watch) : resolve();
        watch();
      }),
  );
  return (await sum()) - before > 1e-5;
}

/** No camera makes more than 30 frames a second: with longer ones a standstill would seem shorter than it was. */
const FRAME_MS = 33;

/**
 * Begins to note when each camera shows a frame; see `largestFreezeMs`. A page whose thread is busy hears late of frames
 * that were shown meanwhile, and only how many they were (`presentedFrames`): no standstill among them was longer than
 * what is left of that time when each had its own.
 */
export async function watchFreezes(page: Page): Promise<void> {
  await page.evaluate((frameMs) => {
    const longest = new Map<HTMLVideoElement, number>();
    const lastAt = new Map<HTMLVideoElement, number>();
    for (const video of document.querySelectorAll<HTMLVideoElement>('video[data-participant-id]')) {
      lastAt.set(video, performance.now());
      let shownBefore: number | null = null;
      const note = (now: number, { presentedFrames }: VideoFrameCallbackMetadata) => {
        const missed = Math.max(0, presentedFrames - 1 - (shownBefore ?? presentedFrames - 1));
        const freeze = now - (lastAt.get(video) ?? now) - missed * frameMs;
        longest.set(video, Math.max(longest.get(video) ?? 0, freeze));
        lastAt.set(video, now);
        shownBefore = presentedFrames;
        video.requestVideoFrameCallback(note);
      };
      video.requestVideoFrameCallback(note);
    }
    const largestMs = () => {
      const lasting = [...lastAt.values()].map((at) => performance.now() - at);
      return Math.max(0, ...longest.values(), ...lasting);
    };
    Object.assign(window, { largestFreezeMs: largestMs });
  }, FRAME_MS);
}

/** The longest time for which one of the watched pictures stood still, or stands still now, milliseconds. */
export function largestFreezeMs(page: Page): Promise<number> {
  return page.evaluate(() =>
    (window as unknown as { largestFreezeMs: () => number }).largestFreezeMs(),
  );
}

/** Begins to note in which widths a video comes, pixels. @returns that of now */
export async function watchWidths(video: Locator): Promise<number[]> {
  return video.evaluate((element: HTMLVideoElement) => {
    const widths = [element.videoWidth];
    const note = () => {
      if (element.videoWidth > 0 && widths.at(-1) !== element.videoWidth)
        widths.push(element.videoWidth);
    };
    // A resize is told when a frame of another size is shown.
    element.addEventListener('resize', note);
    Object.assign(window, { videoWidths: widths });
    return [...widths];
  });
}

/** The widths since `watchWidths`, in order. */
export function watchedWidths(page: Page): Promise<number[]> {
  return page.evaluate(() => (window as unknown as { videoWidths: number[] }).videoWidths);
}
