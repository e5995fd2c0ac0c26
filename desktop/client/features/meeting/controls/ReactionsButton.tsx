import { SmilePlus } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { REACTIONS } from '../../../../../shared/contracts/index.ts';
import { useMessages } from '../../../i18n/index.ts';
import { Popover } from '../../../ui/index.ts';
import { useCommands } from '../MeetingContext.ts';
import { meetingMessages } from '../messages.ts';
import { BarButton } from './BarButton.tsx';
import styles from './ControlBar.module.css';

/** Stays open: applause is seldom one clap. */
export function ReactionsButton({ className }: { className?: string | undefined }) {
  const t = useMessages(meetingMessages);
  return (
    <Popover
      label={t('reactions')}
      placement="top"
      trigger={
        <BarButton
          className={className}
          label={t('reactions')}
          caption={t('reactionsShort')}
          icon={<SmilePlus size={20} strokeWidth={1.5} aria-hidden="true" />}
        />
      }
    >
      <ReactionChoice />
    </Popover>
  );
}

export function ReactionChoice() {
  const t = useMessages(meetingMessages);
  const commands = useCommands();
  return (
    <div className={styles.emojis}>
      {REACTIONS.map((emoji) => (
        <Button
          key={emoji}
          className={styles.emoji ?? ''}
          aria-label={t('react', { name: t(`emoji.${emoji}`) })}
          onPress={() => void commands.react(emoji)}
        >
          {emoji}
        </Button>
      ))}
    </div>
  );
}
