import type { MeetingState, Notice } from '../meetingState.ts';

export type Notices = MeetingState['notices'];

const MAX_NOTICES = 4;
/** These wait to be read; the others give way to them. */
const PERSONAL: ReadonlySet<Notice['kind']> = new Set<Notice['kind']>([
  'mutedByHost',
  'askedToUnmute',
  'actionFailed',
  'actsAsHost',
]);

/** Puts a notice on top. One that says the same again replaces the one before; the least go first. */
export function addNotice(notices: Notices, key: string, notice: Notice): Notices {
  const text = JSON.stringify(notice);
  const others = notices.filter((each) => JSON.stringify(each.notice) !== text);
  const all = [{ key, notice }, ...others];
  while (all.length > MAX_NOTICES) {
    const lesser = all.findLastIndex((each, index) => index > 0 && !PERSONAL.has(each.notice.kind));
    all.splice(lesser > 0 ? lesser : all.length - 1, 1);
  }
  return all;
}

export function removeNotice(notices: Notices, key: string): Notices {
  return notices.filter((each) => each.key !== key);
}
