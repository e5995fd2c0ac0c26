import { AppError } from '../shared/errors.ts';
import type { Rooms } from './rooms/index.ts';

interface Log {
  warn(fields: object, message: string): void;
}

/** The sessions that a media node has kept [S4]. One that is lost while it is asked does not keep the server from starting. */
export async function takeUpSessions(rooms: Pick<Rooms, 'restore'>, log: Log): Promise<void> {
  try {
    await rooms.restore();
  } catch (err) {
    if (!(err instanceof AppError && err.code === 'media_unavailable')) throw err;
    log.warn({ err }, 'the media node does not say what it holds: sessions of before are lost');
  }
}
