import { dayKey } from './days.ts';

type Instant = Date | number | string;

export interface Formats {
  /** 14:05 or 2:05 PM, as the language has it. */
  time(instant: Instant): string;
  /** "Today", "Tomorrow", "Yesterday", else "Friday, 27 November" with the year when it is another one. */
  day(instant: Instant, now: Date): string;
  /** "27 Nov 2026" */
  date(instant: Instant): string;
  /** "27 Nov 2026, 14:05" */
  dateTime(instant: Instant): string;
  /** "14:00 – 15:00" */
  timeRange(from: Instant, to: Instant): string;
  /** "2 h 5 min" */
  duration(milliseconds: number): string;
  number(value: number): string;
  /** "5 MB" */
  bytes(value: number): string;
}

const DAY_MS = 24 * 60 * 60 * 1000;

export function createFormats(locale: string): Formats {
  const format = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(locale, options);
    return (instant: Instant) => formatter.format(new Date(instant));
  };
  const time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
  const longDay = format({ weekday: 'long', month: 'long', day: 'numeric' });
  const longDayWithYear = format({
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    year: 'numeric',
  });
  const relativeDay = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const unit = (name: 'hour' | 'minute' | 'megabyte') =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: name,
      unitDisplay: 'short',
      maximumFractionDigits: 1,
    });
  const hours = unit('hour');
  const minutes = unit('minute');
  const megabytes = unit('megabyte');
  const number = new Intl.NumberFormat(locale);

  return {
    time: (instant) => time.format(new Date(instant)),
    day(instant, now) {
      const date = new Date(instant);
      const distance = daysBetween(now, date);
      if (Math.abs(distance) <= 1) return capitalised(relativeDay.format(distance, 'day'), locale);
      return date.getFullYear() === now.getFullYear() ? longDay(date) : longDayWithYear(date);
    },
    date: format({ day: 'numeric', month: 'short', year: 'numeric' }),
    dateTime: format({
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
    }),
    timeRange: (from, to) =>
      dayKey(new Date(from)) === dayKey(new Date(to))
        ? time.formatRange(new Date(from), new Date(to))
        : `${time.format(new Date(from))} –`,
    duration(milliseconds) {
      const total = Math.max(0, Math.round(milliseconds / 60_000));
      const wholeHours = Math.floor(total / 60);
      const rest = total % 60;
      if (wholeHours === 0) return minutes.format(rest);
      return rest === 0
        ? hours.format(wholeHours)
        : `${hours.format(wholeHours)} ${minutes.format(rest)}`;
    },
    number: (value) => number.format(value),
    bytes: (value) => megabytes.format(value / (1024 * 1024)),
  };
}

/** Whole calendar days from one local date to another; summer time does not count. */
function daysBetween(from: Date, to: Date): number {
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((midnight(to) - midnight(from)) / DAY_MS);
}

function capitalised(words: string, locale: string): string {
  return words.charAt(0).toLocaleUpperCase(locale) + words.slice(1);
}
