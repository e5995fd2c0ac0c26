import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { createMedia, type Media } from './media/index.ts';

/** Starts the media workers of this machine. */
export async function startMedia(
  { media: { announcedAddress, basePort, workers }, iceServers }: Config,
  log: Logger,
  parts: AsyncDisposableStack,
): Promise<Media> {
  const media = await createMedia({ announcedAddress, basePort, workers, iceServers, log });
  parts.defer(() => media.close());
  return media;
}
