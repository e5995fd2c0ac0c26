import { MonitorUp, MonitorX } from 'lucide-react';
import { useMessages } from '../../../i18n/index.ts';
import { useCommands, useLocalMediaState } from '../MeetingContext.ts';
import { meetingMessages } from '../messages.ts';
import { BarButton } from './BarButton.tsx';
import { useShortcutKeys } from './useShortcutKeys.ts';
import { useSwitch } from './useSwitch.ts';

const ICON = { size: 20, strokeWidth: 1.5, 'aria-hidden': true } as const;

/** Phones have no way to share a screen from a page: no button that could only fail. */
export function canShareScreen(): boolean {
  // TypeScript's DOM library says that both are always there; on an insecure origin they are not.
  const { mediaDevices }: { mediaDevices?: Partial<MediaDevices> } = navigator;
  return mediaDevices === undefined || mediaDevices.getDisplayMedia !== undefined;
}

export function ShareButton({ className }: { className?: string | undefined }) {
  const t = useMessages(meetingMessages);
  const commands = useCommands();
  const keys = useShortcutKeys();
  const press = useSwitch();
  const isSharing = useLocalMediaState(({ screen }) => screen.kind === 'on');
  if (!canShareScreen()) return null;
  return (
    <BarButton
      className={className}
      label={isSharing ? t('stopSharing') : t('shareScreen')}
      caption={isSharing ? t('stopShort') : t('shareShort')}
      icon={isSharing ? <MonitorX {...ICON} /> : <MonitorUp {...ICON} />}
      tone={isSharing ? 'active' : 'normal'}
      shortcut={keys('toggleShare')}
      onPress={() =>
        press('toggleShare', () => (isSharing ? commands.stopShare() : commands.startShare()))
      }
    />
  );
}
