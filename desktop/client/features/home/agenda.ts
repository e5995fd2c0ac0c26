import type { Meeting } from '../../../../shared/contracts/index.ts';
import { dayKey } from '../../i18n/index.ts';

const MINUTE_MS = 60_000;
/** A meeting that nobody has begun stays "next" this long past its start, when it has no end. */
const LATE_MS = 30 * MINUTE_MS;
/** From here on the minutes are counted; before, the time of day says more. */
const SOON_MS = 60 * MINUTE_MS;

export type AgendaDay =
  | { kind: 'now'; meetings: readonly Meeting[] }
  /** `date`: an instant of that local day. */
  | { kind: 'day'; key: string; date: Date; meetings: readonly Meeting[] }
  | { kind: 'anyTime'; meetings: readonly Meeting[] };

/** Running meetings first, then day by day, then those without a time. */
export function toAgenda(meetings: readonly Meeting[]): readonly AgendaDay[] {
  const running = meetings.filter(isRunning);
  const waiting = meetings.filter((meeting) => !isRunning(meeting));
  const days = groupByDay(waiting, (meeting) => meeting.startsAt);
  const anyTime = waiting.filter((meeting) => meeting.startsAt === null);
  return [
    ...(running.length > 0 ? [{ kind: 'now' as const, meetings: running }] : []),
    ...days.toSorted((one, other) => one.key.localeCompare(other.key)),
    ...(anyTime.length > 0 ? [{ kind: 'anyTime' as const, meetings: anyTime }] : []),
  ];
}

/** Meetings that are over, by the day they took place, the latest first. */
export function toHistory(meetings: readonly Meeting[]): readonly AgendaDay[] {
  return groupByDay(meetings, heldAt)
    .sort((one, other) => other.key.localeCompare(one.key))
    .map((day) => ({ ...day, meetings: day.meetings.toReversed() }));
}

/** When a past meeting was: begun, else planned, else made. */
export function heldAt(meeting: Meeting): string {
  return meeting.startedAt ?? meeting.startsAt ?? meeting.createdAt;
}

export function isRunning(meeting: Meeting): boolean {
  return meeting.status === 'active' && meeting.presentCount > 0;
}

function groupByDay(
  meetings: readonly Meeting[],
  timeOf: (meeting: Meeting) => string | null,
): (AgendaDay & { kind: 'day' })[] {
  const days = new Map<string, { date: Date; meetings: Meeting[] }>();
  for (const meeting of meetings) {
    const time = timeOf(meeting);
    if (time === null) continue;
    const date = new Date(time);
    const key = dayKey(date);
    const day = days.get(key);
    if (day) day.meetings.push(meeting);
    else days.set(key, { date, meetings: [meeting] });
  }
  return [...days].map(([key, day]) => ({
    kind: 'day',
    key,
    date: day.date,
    meetings: day.meetings.sort((one, other) =>
      (timeOf(one) ?? '').localeCompare(timeOf(other) ?? ''),
    ),
  }));
}

/** What is next, and how near. */
export type Next =
  | { kind: 'running'; meeting: Meeting }
  | { kind: 'soon'; meeting: Meeting; minutes: number }
  | { kind: 'late'; meeting: Meeting; minutes: number }
  | { kind: 'today'; meeting: Meeting };

/** @returns the one meeting that matters most now; null: nothing more today */
export function nextUp(meetings: readonly Meeting[], now: Date): Next | null {
  const running = meetings.find(isRunning);
  if (running) return { kind: 'running', meeting: running };
  const planned = meetings
    .flatMap((meeting) =>
      meeting.startsAt === null ? [] : [{ meeting, startsAt: Date.parse(meeting.startsAt) }],
    )
    .filter(({ meeting, startsAt }) => isStillDue(meeting, startsAt, now))
    .sort((one, other) => one.startsAt - other.startsAt);
  const first = planned[0];
  if (!first) return null;
  const { meeting, startsAt } = first;
  const away = startsAt - now.getTime();
  if (away <= -MINUTE_MS) {
    return { kind: 'late', meeting, minutes: Math.floor(-away / MINUTE_MS) };
  }
  if (away <= SOON_MS) {
    return { kind: 'soon', meeting, minutes: Math.max(0, Math.ceil(away / MINUTE_MS)) };
  }
  return dayKey(new Date(startsAt)) === dayKey(now) ? { kind: 'today', meeting } : null;
}

function isStillDue(meeting: Meeting, startsAt: number, now: Date): boolean {
  const over = meeting.endsAt === null ? startsAt + LATE_MS : Date.parse(meeting.endsAt);
  return over > now.getTime();
}
