import type { ChatEntry } from '../meetingState.ts';

/** Messages that one person wrote in one go, shown under one name. */
export interface ChatGroup {
  key: string;
  participantId: string;
  displayName: string;
  /** Of the first message, ms since the epoch. */
  sentAt: number;
  /** The first of its day: a line with the date stands above it. */
  startsDay: boolean;
  entries: readonly ChatEntry[];
}

const ONE_GO_MS = 5 * 60 * 1000;

/** @param dayOf The local calendar day of a time, as any string that differs between days. */
export function groupChat(
  entries: readonly ChatEntry[],
  dayOf: (sentAt: number) => string,
): ChatGroup[] {
  const groups: (ChatGroup & { entries: ChatEntry[] })[] = [];
  let day = '';
  for (const entry of entries) {
    const last = groups.at(-1);
    const entryDay = dayOf(entry.sentAt);
    if (last !== undefined && entryDay === day && belongsTo(last, entry)) {
      last.entries.push(entry);
      continue;
    }
    groups.push({
      key: entry.id,
      participantId: entry.participantId,
      displayName: entry.displayName,
      sentAt: entry.sentAt,
      startsDay: entryDay !== day,
      entries: [entry],
    });
    day = entryDay;
  }
  return groups;
}

function belongsTo(group: ChatGroup, entry: ChatEntry): boolean {
  return (
    group.participantId === entry.participantId &&
    group.displayName === entry.displayName &&
    entry.sentAt - group.sentAt < ONE_GO_MS
  );
}
