import type { Media, MediaEvents, MediaOptions } from '../../media/index.ts';
import { createMedia } from '../../media/index.ts';
import { MediaServer } from '../../media/MediaServer.ts';
import { LinkedNode, silentLog } from './LinkedNode.ts';

let isLinked = false;

/** From now on media are started behind a node's socket, in this file of tests. */
export function useLink(): void {
  isLinked = true;
}

export async function startMedia(given: Partial<MediaOptions> = {}): Promise<Media> {
  const options = {
    workers: 1,
    basePort: 0,
    announcedAddress: '127.0.0.1',
    iceServers: () => [{ urls: 'stun:stun.example.org' }],
    log: silentLog,
    ...given,
  };
  if (!isLinked) return createMedia(options);
  const { iceServers, log } = options;
  return new MediaServer({ node: await LinkedNode.start(options), iceServers, log });
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
