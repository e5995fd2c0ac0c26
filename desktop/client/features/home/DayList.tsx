import { useFormats, useMessages } from '../../i18n/index.ts';
import type { AgendaDay } from './agenda.ts';
import styles from './home.module.css';
import type { ListProps } from './ListFrame.tsx';
import { MeetingRow } from './MeetingRow.tsx';
import { homeMessages } from './messages.ts';

export interface DayListProps extends Pick<ListProps, 'onOpen' | 'onAsk'> {
  days: readonly AgendaDay[];
  now: Date;
}

export function DayList({ days, now, onOpen, onAsk }: DayListProps) {
  const t = useMessages(homeMessages);
  const formats = useFormats();
  return days.map((day) => {
    const key = day.kind === 'day' ? day.key : day.kind;
    const name = day.kind === 'day' ? formats.day(day.date, now) : t(day.kind);
    return (
      <section key={key} className={styles.day} aria-labelledby={`day-${key}`}>
        <h3 id={`day-${key}`} className={styles.dayName}>
          {name}
        </h3>
        <ul className={styles.rows}>
          {day.meetings.map((meeting) => (
            <MeetingRow key={meeting.id} meeting={meeting} onOpen={onOpen} onAsk={onAsk} />
          ))}
        </ul>
      </section>
    );
  });
}
