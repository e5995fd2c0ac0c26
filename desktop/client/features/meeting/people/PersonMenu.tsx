import {
  Hand,
  Pencil,
  MicOff,
  MonitorX,
  ShieldMinus,
  ShieldPlus,
  Speech,
  UserX,
  VideoOff,
} from 'lucide-react';
import { useState, type ReactElement } from 'react';
import type { Participant } from '../../../../../shared/contracts/index.ts';
import { useMessages } from '../../../i18n/index.ts';
import { AlertDialog, Menu, type MenuEntry } from '../../../ui/index.ts';
import { useCommands, useMeetingState } from '../MeetingContext.ts';
import type { MeetingCommands } from '../meetingState.ts';
import { meetingMessages } from '../messages.ts';
import { selectMyCapacity } from '../view/selectors.ts';
import { RenameDialog } from './RenameDialog.tsx';
import { personActions, type PersonAction } from './targetActions.ts';

const ICON = { size: 20, strokeWidth: 1.5, 'aria-hidden': true } as const;
const ICONS: Readonly<Record<PersonAction, ReactElement>> = {
  mute: <MicOff {...ICON} />,
  askToUnmute: <Speech {...ICON} />,
  stopCamera: <VideoOff {...ICON} />,
  stopShare: <MonitorX {...ICON} />,
  lowerHand: <Hand {...ICON} />,
  makeCohost: <ShieldPlus {...ICON} />,
  endCohost: <ShieldMinus {...ICON} />,
  remove: <UserX {...ICON} />,
};

export interface PersonMenuProps {
  participant: Participant;
  trigger: ReactElement;
  /** Entries before those of the host. */
  first?: readonly MenuEntry[];
}

/** What one may do to a person; nothing at all is shown when that is nothing. */
export function PersonMenu({ participant, trigger, first = [] }: PersonMenuProps) {
  const t = useMessages(meetingMessages);
  const commands = useCommands();
  const [isRemoving, setIsRemoving] = useState(false);
  const [isRenaming, setIsRenaming] = useState(false);
  const capacity = useMeetingState(selectMyCapacity);
  const selfId = useMeetingState((state) => state.selfId);
  const rename: MenuEntry = {
    id: 'rename',
    label: t('rename'),
    icon: <Pencil {...ICON} />,
    onAction: () => setIsRenaming(true),
  };
  const actions = personActions(capacity, selfId, participant).map((action): MenuEntry => ({
    id: action,
    label: t(`person.${action}`),
    icon: ICONS[action],
    tone: action === 'remove' ? 'danger' : 'normal',
    onAction: () =>
      action === 'remove' ? setIsRemoving(true) : act(commands, participant.id, action),
  }));
  const entries = participant.id === selfId ? [rename] : actions;
  if (first.length + entries.length === 0) return null;

  const name = participant.displayName;
  return (
    <>
      <Menu
        trigger={trigger}
        label={t('actionsFor', { name })}
        entries={[
          ...first,
          ...(first.length > 0 && entries.length > 0
            ? [{ kind: 'separator', id: 'separator' } as const]
            : []),
          ...entries,
        ]}
      />
      <RenameDialog isOpen={isRenaming} onOpenChange={setIsRenaming} currentName={name} />
      <AlertDialog
        isOpen={isRemoving}
        onOpenChange={setIsRemoving}
        title={t('removeTitle', { name })}
        confirmLabel={t('remove')}
        tone="danger"
        onConfirm={async () => {
          await commands.remove(participant.id);
          return true;
        }}
      >
        {t('removeConfirm', { name })}
      </AlertDialog>
    </>
  );
}

function act(
  commands: MeetingCommands,
  participantId: string,
  action: Exclude<PersonAction, 'remove'>,
): void {
  const run: Record<typeof action, () => Promise<void>> = {
    mute: () => commands.mute(participantId, 'mic'),
    askToUnmute: () => commands.askToUnmute(participantId),
    stopCamera: () => commands.mute(participantId, 'camera'),
    stopShare: () => commands.mute(participantId, 'screen'),
    lowerHand: () => commands.lowerHand(participantId),
    makeCohost: () => commands.setRole(participantId, 'cohost'),
    endCohost: () => commands.setRole(participantId, 'participant'),
  };
  // Commands never reject: what fails becomes a notice.
  void run[action]();
}
