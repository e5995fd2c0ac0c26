import { z } from 'zod';
import type { MeetingEntryDeps, Return } from './MeetingEntry.ts';

const remembered = z.object({
  isMicOn: z.boolean(),
  isCameraOn: z.boolean(),
  displayName: z.string().exactOptional(),
});

/** @param storage Of this tab alone, so that a second tab begins in the lobby. */
export function createReturnMemory(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null,
  code: string,
): MeetingEntryDeps['returns'] {
  const key = `parley.return.${code}`;
  return {
    read(): Return | null {
      try {
        const text = storage?.getItem(key) ?? null;
        return text === null ? null : remembered.nullable().catch(null).parse(JSON.parse(text));
      } catch {
        // Nothing readable: one comes by the lobby, as everybody does.
        return null;
      }
    },
    write(value) {
      try {
        if (value === null) storage?.removeItem(key);
        else storage?.setItem(key, JSON.stringify(value));
      } catch {
        // A full or forbidden storage costs the way straight back, not the meeting.
      }
    },
  };
}
