import { Hand, MessageSquare, UsersRound } from 'lucide-react';
import { useMessages } from '../../../i18n/index.ts';
import { classNames } from '../../../ui/index.ts';
import { useCommands, useMeeting, useMeetingState, useViewState } from '../MeetingContext.ts';
import { meetingMessages } from '../messages.ts';
import { selectIsHandRaised, selectPeopleCount } from '../view/selectors.ts';
import { BarButton } from './BarButton.tsx';
import { CameraButton, MicButton } from './DeviceButtons.tsx';
import { LeaveButton } from './LeaveButton.tsx';
import { MoreButton } from './MoreButton.tsx';
import { ReactionsButton } from './ReactionsButton.tsx';
import { ShareButton } from './ShareButton.tsx';
import { useShortcutKeys } from './useShortcutKeys.ts';
import { useSwitch } from './useSwitch.ts';
import styles from './ControlBar.module.css';

const ICON = { size: 20, strokeWidth: 1.5, 'aria-hidden': true } as const;

export interface ControlBarProps {
  /** Faded out while nobody moves; it keeps its place, so that no tile jumps. */
  isHidden: boolean;
  /** Room for few buttons only. */
  isNarrow: boolean;
}

export function ControlBar({ isHidden, isNarrow }: ControlBarProps) {
  const t = useMessages(meetingMessages);
  return (
    <div
      role="group"
      aria-label={t('controls')}
      className={classNames(styles.bar, isHidden && styles.hidden)}
    >
      <div className={styles.group}>
        <MicButton />
        <CameraButton />
      </div>
      <div className={styles.group}>
        {!isNarrow && <ShareButton />}
        {!isNarrow && <HandButton />}
        {!isNarrow && <ReactionsButton />}
        <ChatButton />
        {!isNarrow && <PeopleButton />}
        <MoreButton isNarrow={isNarrow} />
      </div>
      <LeaveButton />
    </div>
  );
}

function HandButton() {
  const t = useMessages(meetingMessages);
  const commands = useCommands();
  const keys = useShortcutKeys();
  const press = useSwitch();
  const isRaised = useMeetingState(selectIsHandRaised);
  return (
    <BarButton
      label={isRaised ? t('lowerHand') : t('raiseHand')}
      caption={t('handShort')}
      icon={<Hand {...ICON} />}
      tone={isRaised ? 'active' : 'normal'}
      shortcut={keys('toggleHand')}
      onPress={() => press('toggleHand', () => commands.raiseHand(!isRaised))}
    />
  );
}

const MOST_COUNTED = 99;

function ChatButton() {
  const t = useMessages(meetingMessages);
  const { view } = useMeeting();
  const keys = useShortcutKeys();
  const isOpen = useViewState(({ panel }) => panel === 'chat');
  const unread = useMeetingState(({ chat }) => chat.unreadCount);
  return (
    <BarButton
      label={unread === 0 ? t('chat') : t('chatUnread', { count: unread })}
      caption={t('chat')}
      icon={<MessageSquare {...ICON} />}
      tone={isOpen ? 'active' : 'normal'}
      badge={unread === 0 ? undefined : unread > MOST_COUNTED ? `${MOST_COUNTED}+` : String(unread)}
      shortcut={keys('toggleChat')}
      onPress={() => view.togglePanel('chat')}
    />
  );
}

function PeopleButton() {
  const t = useMessages(meetingMessages);
  const { view } = useMeeting();
  const keys = useShortcutKeys();
  const isOpen = useViewState(({ panel }) => panel === 'people');
  const count = useMeetingState(selectPeopleCount);
  return (
    <BarButton
      label={t('peopleCount', { count })}
      caption={t('people')}
      icon={<UsersRound {...ICON} />}
      tone={isOpen ? 'active' : 'normal'}
      badge={count > 1 ? String(count) : undefined}
      shortcut={keys('togglePeople')}
      onPress={() => view.togglePanel('people')}
    />
  );
}
