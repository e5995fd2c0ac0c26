import { expect, type Page } from 'playwright/test';

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

/** Begins to note when each remote camera shows a frame; see `largestFreezeMs`. */
export async function watchFreezes(page: Page): Promise<void> {
  await page.evaluate(() => {
    const freezes = { largestMs: 0 };
    Object.assign(window, { freezes });
    for (const video of document.querySelectorAll<HTMLVideoElement>('video[data-participant-id]')) {
      let lastAt = performance.now();
      const note = () => {
        freezes.largestMs = Math.max(freezes.largestMs, performance.now() - lastAt);
        lastAt = performance.now();
        video.requestVideoFrameCallback(note);
      };
      video.requestVideoFrameCallback(note);
    }
  });
}

/** The longest time for which one of the watched pictures stood still, milliseconds. */
export function largestFreezeMs(page: Page): Promise<number> {
  return page.evaluate(
    () => (window as unknown as { freezes: { largestMs: number } }).freezes.largestMs,
  );
}
