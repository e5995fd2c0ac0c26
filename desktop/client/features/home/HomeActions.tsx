import { CalendarPlus, Video } from 'lucide-react';
import { useMessages } from '../../i18n/index.ts';
import { Button } from '../../ui/index.ts';
import styles from './home.module.css';
import { homeMessages } from './messages.ts';

export interface HomeActionsProps {
  isStarting: boolean;
  onStart: () => void;
  onSchedule: () => void;
}

/** Meet now, or later. */
export function HomeActions({ isStarting, onStart, onSchedule }: HomeActionsProps) {
  const t = useMessages(homeMessages);
  return (
    <div className={styles.actions}>
      <Button
        size="large"
        variant="primary"
        icon={<Video size={20} strokeWidth={1.5} />}
        isPending={isStarting}
        onPress={onStart}
      >
        {t('newMeeting')}
      </Button>
      <Button size="large" icon={<CalendarPlus size={20} strokeWidth={1.5} />} onPress={onSchedule}>
        {t('schedule')}
      </Button>
    </div>
  );
}
