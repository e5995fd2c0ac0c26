import {
  Ellipsis,
  Hand,
  Keyboard,
  LayoutGrid,
  Link2,
  Lock,
  LockOpen,
  Maximize,
  MicOff,
  Minimize,
  MonitorUp,
  PictureInPicture2,
  SmilePlus,
  Settings2,
  UsersRound,
} from 'lucide-react';
import { useState } from 'react';
import { useMessages } from '../../../i18n/index.ts';
import { AlertDialog, Dialog, Menu, type MenuEntry } from '../../../ui/index.ts';
import { DevicePicker } from '../../lobby/index.ts';
import {
  useCommands,
  useLocalMediaState,
  useMeeting,
  useMeetingState,
  useViewState,
} from '../MeetingContext.ts';
import { meetingMessages } from '../messages.ts';
import { useCopyLink } from '../notices/useCopyLink.ts';
import { selectIsHandRaised, selectMay } from '../view/selectors.ts';
import { BarButton } from './BarButton.tsx';
import { ReactionChoice } from './ReactionsButton.tsx';
import { canShareScreen } from './ShareButton.tsx';
import { toggleFullScreen, useIsFullScreen } from './fullScreen.ts';
import { useShortcutKeys } from './useShortcutKeys.ts';
import { useSwitch } from './useSwitch.ts';

const ICON = { size: 20, strokeWidth: 1.5, 'aria-hidden': true } as const;
const selectMayLock = selectMay('meeting:setLocked');
const selectMayMuteAll = selectMay('meeting:muteAll');

type OpenDialog = 'none' | 'devices' | 'muteAll' | 'reactions';

/** @param isNarrow The bar has room for few buttons: the others are in here. */
export function MoreButton({ isNarrow }: { isNarrow: boolean }) {
  const t = useMessages(meetingMessages);
  const [dialog, setDialog] = useState<OpenDialog>('none');
  const close = () => setDialog('none');
  const narrow = useNarrowEntries(() => setDialog('reactions'));
  const view = useViewEntries(() => setDialog('devices'));
  const host = useHostEntries(() => setDialog('muteAll'));
  const help = useHelpEntries();
  const sections = [isNarrow ? narrow : [], view, host, isNarrow ? help.slice(0, 1) : help].filter(
    ({ length }) => length > 0,
  );
  const { localMedia, session } = useMeeting();

  return (
    <>
      <Menu
        label={t('more')}
        placement="top"
        trigger={<BarButton label={t('more')} caption={t('more')} icon={<Ellipsis {...ICON} />} />}
        entries={sections.flatMap((section, index): MenuEntry[] =>
          index === 0 ? section : [{ kind: 'separator', id: `line-${index}` }, ...section],
        )}
      />
      <Dialog
        isOpen={dialog === 'devices'}
        onOpenChange={close}
        title={t('devices')}
        size="small"
        isDismissable
      >
        <DevicePicker localMedia={localMedia} kinds={['mic', 'camera', 'speaker']} />
      </Dialog>
      <Dialog
        isOpen={dialog === 'reactions'}
        onOpenChange={close}
        title={t('reactions')}
        size="small"
        isDismissable
      >
        <ReactionChoice />
      </Dialog>
      <AlertDialog
        isOpen={dialog === 'muteAll'}
        onOpenChange={close}
        title={t('muteAllTitle')}
        confirmLabel={t('muteAll')}
        onConfirm={async () => {
          await session.commands.muteAll();
          return true;
        }}
      >
        {t('muteAllConfirm')}
      </AlertDialog>
    </>
  );
}

function useNarrowEntries(onReactions: () => void): MenuEntry[] {
  const t = useMessages(meetingMessages);
  const { view } = useMeeting();
  const commands = useCommands();
  const press = useSwitch();
  const isRaised = useMeetingState(selectIsHandRaised);
  const isSharing = useLocalMediaState(({ screen }) => screen.kind === 'on');
  const share: MenuEntry = {
    id: 'share',
    label: isSharing ? t('stopSharing') : t('shareScreen'),
    icon: <MonitorUp {...ICON} />,
    onAction: () =>
      press('toggleShare', () => (isSharing ? commands.stopShare() : commands.startShare())),
  };
  return [
    {
      id: 'hand',
      label: isRaised ? t('lowerHand') : t('raiseHand'),
      icon: <Hand {...ICON} />,
      onAction: () => press('toggleHand', () => commands.raiseHand(!isRaised)),
    },
    {
      id: 'reactions',
      label: t('reactions'),
      icon: <SmilePlus {...ICON} />,
      onAction: onReactions,
    },
    {
      id: 'people',
      label: t('people'),
      icon: <UsersRound {...ICON} />,
      onAction: () => view.togglePanel('people'),
    },
    ...(canShareScreen() ? [share] : []),
  ];
}

function useViewEntries(onDevices: () => void): MenuEntry[] {
  const t = useMessages(meetingMessages);
  const keys = useShortcutKeys();
  const { view } = useMeeting();
  const isGrid = useViewState(({ mode }) => mode === 'grid');
  const isFullScreen = useIsFullScreen();
  const fullScreen: MenuEntry = {
    id: 'fullScreen',
    label: isFullScreen ? t('leaveFullScreen') : t('fullScreen'),
    icon: isFullScreen ? <Minimize {...ICON} /> : <Maximize {...ICON} />,
    shortcut: keys('toggleFullScreen'),
    onAction: toggleFullScreen,
  };
  return [
    {
      id: 'view',
      label: isGrid ? t('speakerView') : t('gridView'),
      icon: isGrid ? <PictureInPicture2 {...ICON} /> : <LayoutGrid {...ICON} />,
      shortcut: keys('toggleView'),
      onAction: () => view.toggleMode(),
    },
    ...(document.fullscreenEnabled ? [fullScreen] : []),
    { id: 'devices', label: t('devices'), icon: <Settings2 {...ICON} />, onAction: onDevices },
  ];
}

function useHostEntries(onMuteAll: () => void): MenuEntry[] {
  const t = useMessages(meetingMessages);
  const commands = useCommands();
  const mayLock = useMeetingState(selectMayLock);
  const mayMuteAll = useMeetingState(selectMayMuteAll);
  const isLocked = useMeetingState(({ meeting }) => meeting?.isLocked ?? false);
  const lock: MenuEntry = {
    id: 'lock',
    label: isLocked ? t('unlockMeeting') : t('lockMeeting'),
    icon: isLocked ? <LockOpen {...ICON} /> : <Lock {...ICON} />,
    onAction: () => void commands.setLocked(!isLocked),
  };
  const muteAll: MenuEntry = {
    id: 'muteAll',
    label: t('muteAll'),
    icon: <MicOff {...ICON} />,
    onAction: onMuteAll,
  };
  return [...(mayLock ? [lock] : []), ...(mayMuteAll ? [muteAll] : [])];
}

function useHelpEntries(): MenuEntry[] {
  const t = useMessages(meetingMessages);
  const keys = useShortcutKeys();
  const { view } = useMeeting();
  const copyLink = useCopyLink();
  return [
    { id: 'copyLink', label: t('copyLink'), icon: <Link2 {...ICON} />, onAction: copyLink },
    {
      id: 'shortcuts',
      label: t('shortcuts'),
      icon: <Keyboard {...ICON} />,
      shortcut: keys('showHelp'),
      onAction: () => view.setHelpOpen(true),
    },
  ];
}
