import { dayKey, timeKey } from '../../i18n/index.ts';

/** What the date and time fields hold: `2026-11-27`, `14:00`, `15:00`; '' while empty. */
export interface TimeFields {
  day: string;
  from: string;
  to: string;
}

export interface PlannedTimes {
  startsAt: string | null;
  endsAt: string | null;
}

const QUARTER_MS = 15 * 60_000;
const HOUR_MS = 60 * 60_000;

/** The next full quarter of an hour that leaves at least five minutes, for an hour. */
export function suggestTimes(now: Date): TimeFields {
  const start = new Date(Math.ceil((now.getTime() + 5 * 60_000) / QUARTER_MS) * QUARTER_MS);
  const end = new Date(start.getTime() + HOUR_MS);
  return { day: dayKey(start), from: timeKey(start), to: timeKey(end) };
}

export function toFields({ startsAt, endsAt }: PlannedTimes): TimeFields {
  const start = startsAt === null ? null : new Date(startsAt);
  return {
    day: start ? dayKey(start) : '',
    from: start ? timeKey(start) : '',
    to: endsAt === null ? '' : timeKey(new Date(endsAt)),
  };
}

/** An end that is not after the start on the clock is on the next day. */
export function endsNextDay({ from, to }: TimeFields): boolean {
  return from !== '' && to !== '' && to <= from;
}

/** @returns null when a day or a start is missing while the other is there */
export function toTimes(fields: TimeFields): PlannedTimes | null {
  const { day, from, to } = fields;
  if (day === '' && from === '') return { startsAt: null, endsAt: null };
  if (day === '' || from === '') return null;
  const end = to === '' ? null : local(day, to);
  // By the calendar, not by 24 hours: the night may have 23 or 25 of them.
  if (end && endsNextDay(fields)) end.setDate(end.getDate() + 1);
  return { startsAt: local(day, from).toISOString(), endsAt: end?.toISOString() ?? null };
}

function local(day: string, time: string): Date {
  return new Date(`${day}T${time}`);
}

/** Moves the end along when the start moves, so that the length stays. */
export function moveStart(fields: TimeFields, from: string): TimeFields {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  if (fields.from === '' || fields.to === '' || from === '') return { ...fields, from };
  const day = 24 * 60;
  const length = (minutes(fields.to) - minutes(fields.from) + day) % day;
  const end = (minutes(from) + length) % day;
  const two = (value: number) => String(value).padStart(2, '0');
  return { ...fields, from, to: `${two(Math.floor(end / 60))}:${two(end % 60)}` };
}
