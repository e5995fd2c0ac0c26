import { LogOut, PhoneOff } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { useMessages } from '../../../i18n/index.ts';
import { AlertDialog, Menu } from '../../../ui/index.ts';
import { useCommands, useMeetingState } from '../MeetingContext.ts';
import { meetingMessages } from '../messages.ts';
import { selectMay } from '../view/selectors.ts';
import styles from './ControlBar.module.css';

const ICON = { size: 20, strokeWidth: 1.5, 'aria-hidden': true } as const;
const selectMayEnd = selectMay('meeting:end');

/** Leaves at once; whoever may end the meeting is asked which of the two is meant. */
export function LeaveButton() {
  const t = useMessages(meetingMessages);
  const commands = useCommands();
  const mayEnd = useMeetingState(selectMayEnd);
  const [isEnding, setIsEnding] = useState(false);
  if (!mayEnd) {
    return (
      <Button className={styles.leave ?? ''} onPress={() => void commands.leave()}>
        {t('leave')}
      </Button>
    );
  }
  return (
    <>
      <Menu
        label={t('leave')}
        placement="top end"
        trigger={<Button className={styles.leave ?? ''}>{t('leave')}</Button>}
        entries={[
          {
            id: 'leave',
            label: t('leaveMeeting'),
            description: t('leaveMeetingText'),
            icon: <LogOut {...ICON} />,
            onAction: () => void commands.leave(),
          },
          {
            id: 'end',
            label: t('endForAll'),
            description: t('endForAllText'),
            icon: <PhoneOff {...ICON} />,
            tone: 'danger',
            onAction: () => setIsEnding(true),
          },
        ]}
      />
      <AlertDialog
        isOpen={isEnding}
        onOpenChange={setIsEnding}
        title={t('endForAllTitle')}
        confirmLabel={t('endForAll')}
        tone="danger"
        onConfirm={async () => {
          await commands.endForAll();
          return true;
        }}
      >
        {t('endForAllConfirm')}
      </AlertDialog>
    </>
  );
}
