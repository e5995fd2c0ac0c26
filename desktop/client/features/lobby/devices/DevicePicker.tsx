import { useStore } from 'zustand';
import { useMessages } from '../../../i18n/index.ts';
import type { LocalMedia } from '../../../media/index.ts';
import { lobbyMessages } from '../messages.ts';
import { DeviceSelect } from './DeviceSelect.tsx';
import { MicLevel } from './MicLevel.tsx';
import { TestSound } from './TestSound.tsx';
import styles from './Devices.module.css';

export interface DevicePickerProps {
  localMedia: LocalMedia;
  /** Which menus; speaker brings the test sound. */
  kinds: readonly ('mic' | 'camera' | 'speaker')[];
  /** Where a level moves already, a second one is only restless. */
  hasLevel?: boolean;
}

/** The menus of devices, the level under the microphone and the test sound under the speaker. */
export function DevicePicker({ localMedia, kinds, hasLevel = true }: DevicePickerProps) {
  const t = useMessages(lobbyMessages);
  const hasSpeakers = useStore(localMedia.store, ({ speakers }) => speakers.length > 0);
  return (
    <div className={styles.picker}>
      {kinds.includes('mic') && (
        <div className={styles.device}>
          <DeviceSelect kind="mic" localMedia={localMedia} />
          {hasLevel && <MicLevel localMedia={localMedia} />}
        </div>
      )}
      {kinds.includes('camera') && <DeviceSelect kind="camera" localMedia={localMedia} />}
      {kinds.includes('speaker') && (
        <div className={styles.device}>
          <DeviceSelect kind="speaker" localMedia={localMedia} />
          {!hasSpeakers && <p className={styles.hint}>{t('speakerBySystem')}</p>}
          <div>
            <TestSound localMedia={localMedia} />
          </div>
        </div>
      )}
    </div>
  );
}
