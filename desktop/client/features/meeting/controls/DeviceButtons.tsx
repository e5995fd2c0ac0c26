import { ChevronUp, Mic, MicOff, TriangleAlert, Video, VideoOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { useMessages } from '../../../i18n/index.ts';
import type { LocalSource } from '../../../media/index.ts';
import { classNames, Popover } from '../../../ui/index.ts';
import { DevicePicker, DeviceProblems } from '../../lobby/index.ts';
import { useCommands, useLocalMediaState, useMeeting } from '../MeetingContext.ts';
import { meetingMessages } from '../messages.ts';
import { BarButton } from './BarButton.tsx';
import { useShortcutKeys } from './useShortcutKeys.ts';
import { useSwitch } from './useSwitch.ts';
import styles from './ControlBar.module.css';

const ICON = { size: 20, strokeWidth: 1.5, 'aria-hidden': true } as const;

export function MicButton() {
  const t = useMessages(meetingMessages);
  const commands = useCommands();
  const mic = useLocalMediaState((state) => state.mic);
  const keys = useShortcutKeys();
  const press = useSwitch();
  const isOn = isOnOrStarting(mic);
  return (
    <Split label={t('micOptions')} kinds={['mic', 'speaker']} source={mic}>
      <BarButton
        label={isOn ? t('mute') : t('unmute')}
        caption={isOn ? t('mute') : t('unmute')}
        icon={isOn ? <Mic {...ICON} /> : <MicOff {...ICON} />}
        tone={isOn ? 'normal' : 'off'}
        shortcut={keys('toggleMic')}
        onPress={() => press('toggleMic', () => commands.setMicOn(!isOn))}
      />
    </Split>
  );
}

export function CameraButton() {
  const t = useMessages(meetingMessages);
  const commands = useCommands();
  const camera = useLocalMediaState((state) => state.camera);
  const keys = useShortcutKeys();
  const press = useSwitch();
  const isOn = isOnOrStarting(camera);
  return (
    <Split label={t('cameraOptions')} kinds={['camera']} source={camera}>
      <BarButton
        label={isOn ? t('turnCameraOff') : t('turnCameraOn')}
        caption={t('cameraShort')}
        icon={isOn ? <Video {...ICON} /> : <VideoOff {...ICON} />}
        tone={isOn ? 'normal' : 'off'}
        shortcut={keys('toggleCamera')}
        onPress={() => press('toggleCamera', () => commands.setCameraOn(!isOn))}
      />
    </Split>
  );
}

interface SplitProps {
  label: string;
  kinds: readonly ('mic' | 'camera' | 'speaker')[];
  source: LocalSource;
  children: ReactNode;
}

/** The switch, and beside it what is behind it: which device, and what is wrong with it. */
function Split({ label, kinds, source, children }: SplitProps) {
  const { localMedia } = useMeeting();
  return (
    <div className={styles.split}>
      {children}
      <Popover
        label={label}
        placement="top"
        trigger={
          <Button
            aria-label={label}
            className={classNames(styles.caret, source.kind === 'blocked' && styles.attention)}
          >
            {source.kind === 'blocked' ? (
              <TriangleAlert size={14} strokeWidth={2} aria-hidden="true" />
            ) : (
              <ChevronUp size={14} strokeWidth={2} aria-hidden="true" />
            )}
          </Button>
        }
      >
        <div className={styles.devices}>
          {source.kind === 'blocked' && <DeviceProblems localMedia={localMedia} />}
          <DevicePicker localMedia={localMedia} kinds={kinds} />
        </div>
      </Popover>
    </div>
  );
}

function isOnOrStarting({ kind }: LocalSource): boolean {
  return kind === 'on' || kind === 'starting';
}
