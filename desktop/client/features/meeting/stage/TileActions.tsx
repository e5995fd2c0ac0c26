import { Ellipsis, Pin, PinOff } from 'lucide-react';
import { useRef } from 'react';
import type { Participant } from '../../../../../shared/contracts/index.ts';
import { useMessages } from '../../../i18n/index.ts';
import { IconButton, type MenuEntry } from '../../../ui/index.ts';
import { useMeeting, useViewState } from '../MeetingContext.ts';
import { meetingMessages } from '../messages.ts';
import { PersonMenu } from '../people/PersonMenu.tsx';
import { cameraKey, screenKey } from './stageTiles.ts';
import { useLongPress } from './useLongPress.ts';
import styles from './Tile.module.css';

export interface TileActionsProps {
  participant: Participant;
  source: 'camera' | 'screen';
}

/** Seen on hover and keyboard focus; a long press or a right click anywhere on the tile opens the menu. */
export function TileActions({ participant, source }: TileActionsProps) {
  const t = useMessages(meetingMessages);
  const { view } = useMeeting();
  const trigger = useRef<HTMLButtonElement>(null);
  const surface = useLongPress(() => trigger.current?.click());
  const key = source === 'camera' ? cameraKey(participant.id) : screenKey(participant.id);
  const isPinned = useViewState(({ pinned }) => pinned === key);
  const Icon = isPinned ? PinOff : Pin;
  const pin: MenuEntry = {
    id: 'pin',
    label: isPinned ? t('unpin') : t('pin'),
    icon: <Icon size={20} strokeWidth={1.5} aria-hidden="true" />,
    onAction: () => view.togglePin(key),
  };

  return (
    <>
      <span ref={surface} className={styles.surface} aria-hidden="true" />
      <span className={styles.actions}>
        <PersonMenu
          participant={participant}
          first={[pin]}
          trigger={
            <IconButton
              ref={trigger}
              label={t('actionsFor', { name: participant.displayName })}
              icon={<Ellipsis size={20} strokeWidth={1.5} />}
              variant="stage"
              size="small"
            />
          }
        />
      </span>
    </>
  );
}
