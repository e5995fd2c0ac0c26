import { expect, type Page } from 'playwright/test';

/** What a browser tells a page when a camera is unplugged. */
export async function unplugCamera(page: Page): Promise<void> {
  const previews = page.locator('video');
  await expect(previews.first()).toHaveJSProperty('paused', false);
  await previews.first().evaluate((video: HTMLVideoElement) => {
    const stream = video.srcObject;
    const track = stream instanceof MediaStream ? stream.getVideoTracks()[0] : undefined;
    if (!track) throw new Error('no camera is shown');
    track.stop();
    track.dispatchEvent(new Event('ended'));
  });
}
