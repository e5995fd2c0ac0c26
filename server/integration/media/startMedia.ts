import type { Media, MediaEvents, MediaOptions } from '../../media/index.ts';
import { createMedia } from '../../media/index.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

export function startMedia(options: Partial<MediaOptions> = {}): Promise<Media> {
  return createMedia({
    workers: 1,
    basePort: 0,
    announcedAddress: '127.0.0.1',
    iceServers: () => [{ urls: 'stun:stun.example.org' }],
    log: silent,
    ...options,
  });
}

/** Everything of one kind that is told from now on. */
export function record<E extends keyof MediaEvents>(media: Media, event: E): MediaEvents[E][] {
  const told: MediaEvents[E][] = [];
  media.on(event, (payload) => told.push(payload));
  return told;
}

/** Resolves with the next event of this kind that fits. */
export function next<E extends keyof MediaEvents>(
  media: Media,
  event: E,
  fits: (payload: MediaEvents[E]) => boolean = () => true,
): Promise<MediaEvents[E]> {
  return new Promise((resolve) => {
    const listener = (payload: MediaEvents[E]) => {
      if (!fits(payload)) return;
      media.off(event, listener);
      resolve(payload);
    };
    media.on(event, listener);
  });
}
