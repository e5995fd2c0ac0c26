import { z } from 'zod';
import type { Seat } from './Seat.ts';

/** What a restarted server must know of a session beside what is stored of its seat. */
const sessionNote = z.object({
  sessionId: z.uuid(),
  familyId: z.string().nullable(),
  avatarUrl: z.string().nullable(),
});
export type SessionNote = z.infer<typeof sessionNote>;

/** As media keep it with the streams of the session. */
export function toSessionNote({ familyId, record }: Seat, sessionId: string): string {
  const note: SessionNote = { sessionId, familyId, avatarUrl: record.avatarUrl };
  return JSON.stringify(note);
}

/** @returns null for what is no note of ours */
export function readSessionNote(text: string): SessionNote | null {
  try {
    return sessionNote.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
