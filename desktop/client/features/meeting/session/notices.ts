import type { MeetingState, Notice } from '../meetingState.ts';

export type Notices = MeetingState['notices'];

const MAX_NOTICES = 4;
/** In a crowd, coming and going is no news: the list of people shows it. */
const CROWD = 25;
/** Of people who come or go, one is named in this time (ms); a full lift must not fill the screen. */
const TRAFFIC_PAUSE_MS = 3000;

const TRAFFIC: ReadonlySet<Notice['kind']> = new Set<Notice['kind']>(['joined', 'left']);
/** These wait to be read; the others give way to them. */
const PERSONAL: ReadonlySet<Notice['kind']> = new Set<Notice['kind']>([
  'mutedByHost',
  'askedToUnmute',
  'actionFailed',
  'actsAsHost',
]);

export interface NoticeContext {
  now: number;
  participantCount: number;
  /** When somebody who came or went was last named; null: never. */
  lastTrafficAt: number | null;
}

export function isWorthShowing(notice: Notice, context: NoticeContext): boolean {
  if (!TRAFFIC.has(notice.kind)) return true;
  if (context.participantCount > CROWD) return false;
  return context.lastTrafficAt === null || context.now - context.lastTrafficAt >= TRAFFIC_PAUSE_MS;
}

export const isTraffic = (notice: Notice): boolean => TRAFFIC.has(notice.kind);

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
