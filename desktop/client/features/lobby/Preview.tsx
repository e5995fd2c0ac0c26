import { Mic, MicOff, UserRound, Video, VideoOff } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useMessages } from '../../i18n/index.ts';
import type { LocalMedia } from '../../media/index.ts';
import { Avatar, classNames, IconButton, SpinnerMark, useDelay } from '../../ui/index.ts';
import { MicLevel } from './devices/MicLevel.tsx';
import { lobbyMessages } from './messages.ts';
import styles from './Preview.module.css';

const ICON = { size: 20, strokeWidth: 1.5, 'aria-hidden': true } as const;

export interface PreviewProps {
  localMedia: LocalMedia;
  name: string;
  avatarUrl: string | null;
}

/** How the others will see one, in a mirror, with the two switches that matter. */
export function Preview({ localMedia, name, avatarUrl }: PreviewProps) {
  const t = useMessages(lobbyMessages);
  const video = useRef<HTMLVideoElement>(null);
  const mic = useStore(localMedia.store, (state) => state.mic.kind);
  const camera = useStore(localMedia.store, (state) => state.camera.kind);
  const isMicOn = mic === 'on' || mic === 'starting';
  const isCameraOn = camera === 'on' || camera === 'starting';

  useEffect(() => {
    if (video.current !== null) return localMedia.attachPreview(video.current, 'camera');
  }, [localMedia]);

  return (
    <section aria-label={t('preview')} data-stage className={styles.preview}>
      <video
        ref={video}
        className={classNames(styles.video, camera !== 'on' && styles.hidden)}
        muted
        autoPlay
        playsInline
        disablePictureInPicture
        aria-hidden="true"
        tabIndex={-1}
      />
      {camera !== 'on' && (
        <div className={styles.standIn}>
          {name === '' ? (
            <span className={styles.nobody}>
              <UserRound size={48} strokeWidth={1.25} aria-hidden="true" />
            </span>
          ) : (
            <Avatar name={name} src={avatarUrl} size={112} />
          )}
          {camera === 'starting' ? (
            <CameraStarting />
          ) : (
            <p className={styles.words}>{t('cameraIsOff')}</p>
          )}
        </div>
      )}
      <div className={styles.controls}>
        <IconButton
          label={isMicOn ? t('turnMicOff') : t('turnMicOn')}
          icon={isMicOn ? <Mic {...ICON} /> : <MicOff {...ICON} />}
          variant={isMicOn ? 'stage' : 'stageDanger'}
          size="large"
          isRound
          onPress={() => void localMedia.setMicOn(!isMicOn)}
        />
        <IconButton
          label={isCameraOn ? t('turnCameraOff') : t('turnCameraOn')}
          icon={isCameraOn ? <Video {...ICON} /> : <VideoOff {...ICON} />}
          variant={isCameraOn ? 'stage' : 'stageDanger'}
          size="large"
          isRound
          onPress={() => void localMedia.setCameraOn(!isCameraOn)}
        />
      </div>
      <MicLevel localMedia={localMedia} className={styles.level} />
    </section>
  );
}

function CameraStarting() {
  const t = useMessages(lobbyMessages);
  const isShown = useDelay(300);
  return (
    <p className={classNames(styles.words, !isShown && styles.hidden)}>
      <SpinnerMark />
      {t('cameraStarting')}
    </p>
  );
}
