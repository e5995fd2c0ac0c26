import type { ChatEntry } from '../meetingState.ts';

/** @returns what others wrote since `before`; not the older messages that are loaded above it */
export function listUnheard(
  before: readonly ChatEntry[],
  now: readonly ChatEntry[],
  selfId: string | null,
): ChatEntry[] {
  const known = new Set(before.map(({ id }) => id));
  // What is still on its way stands last, whenever it was written: it says nothing of what is old.
  const first = now.findIndex(({ id, delivery }) => delivery === 'sent' && known.has(id));
  return now
    .slice(Math.max(first, 0))
    .filter(({ id, participantId }) => !known.has(id) && participantId !== selfId);
}
