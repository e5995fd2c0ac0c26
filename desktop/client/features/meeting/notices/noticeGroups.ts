import type { Notice } from '../meetingState.ts';

/** Notices that are shown as one; `names` are those of people who did the same together. */
export interface NoticeGroup {
  /** Of the oldest in it: a group that grows stays the same one on screen. */
  key: string;
  keys: readonly string[];
  notice: Notice;
  names: readonly string[];
}

type Entry = { key: string; notice: Notice };

/** Gathers joins with joins, leaves with leaves and hands with hands. @param notices The latest first, as the groups are */
export function groupNotices(notices: readonly Entry[]): NoticeGroup[] {
  const groups: (NoticeGroup & { keys: string[]; names: string[] })[] = [];
  for (const { key, notice } of notices.toReversed()) {
    const open = groups.find((group) => 'names' in notice && group.notice.kind === notice.kind);
    if (open !== undefined) {
      open.keys.push(key);
      open.names.push(...namesOf(notice));
    } else {
      groups.push({ key, keys: [key], notice, names: [...namesOf(notice)] });
    }
  }
  return groups.toReversed();
}

/** How long a notice stays, in ms: what asks for an answer stays longest. */
export function shownForMs(notice: Notice): number {
  switch (notice.kind) {
    case 'askedToUnmute':
      return 20_000;
    case 'actionFailed':
    case 'mutedByHost':
    case 'actsAsHost':
    case 'madeCohost':
    case 'cohostEnded':
      return 8000;
    case 'chat':
    case 'handRaised':
    case 'shareStarted':
    case 'lockChanged':
    case 'hostIsBack':
      return 6000;
    case 'joined':
    case 'left':
      return 4000;
  }
}

function namesOf(notice: Notice): string[] {
  return 'names' in notice ? [...notice.names] : [];
}
