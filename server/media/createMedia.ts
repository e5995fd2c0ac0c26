import type { Media, MediaOptions } from './Media.ts';

/** @throws AppError `media_unavailable` when no worker starts or a port is taken */
export function createMedia(options: MediaOptions): Promise<Media> {
  return Promise.reject(new Error(`not yet: ${options.basePort}`));
}
