import { useEffect, useState } from 'react';
import type { Lobby as LobbyAnswer } from '../../../../shared/contracts/index.ts';
import { useMessages } from '../../i18n/index.ts';
import type { LocalMedia } from '../../media/index.ts';
import { TextLink } from '../../ui/index.ts';
import { DevicePicker } from './devices/DevicePicker.tsx';
import { DeviceProblems } from './devices/DeviceProblems.tsx';
import { useReplacedDevices } from './devices/useReplacedDevices.ts';
import type { Refusal } from './door.ts';
import { JoinForm } from './JoinForm.tsx';
import { LobbyFrame } from './LobbyFrame.tsx';
import { MeetingFacts } from './MeetingFacts.tsx';
import { lobbyMessages } from './messages.ts';
import { Preview } from './Preview.tsx';
import styles from './Lobby.module.css';

export interface LobbyProps {
  lobby: LobbyAnswer;
  localMedia: LocalMedia;
  /** null: a guest. */
  user: { displayName: string; avatarUrl: string | null } | null;
  /** What a guest called themselves the last time, or what the link says. */
  guestName: string;
  refusal: Refusal | null;
  isJoining: boolean;
  /** Leads back here. */
  signInHref: string;
  /** Somebody types, or points at the form: Join may be next. */
  onIntent: () => void;
  onJoin: (choice: { displayName: string; passcode?: string }) => void;
  onCancel: () => void;
}

/** Before joining: see oneself, choose devices, see who is there, go in. */
export function Lobby({
  lobby,
  localMedia,
  user,
  guestName,
  refusal,
  isJoining,
  signInHref,
  onIntent,
  onJoin,
  onCancel,
}: LobbyProps) {
  const t = useMessages(lobbyMessages);
  useReplacedDevices(localMedia);
  const [name, setName] = useState(user?.displayName ?? guestName);

  useEffect(() => {
    document.title = t('pageTitle', { title: lobby.title });
  }, [t, lobby.title]);

  return (
    <LobbyFrame>
      <div className={styles.columns}>
        <div className={styles.left}>
          <Preview localMedia={localMedia} name={name.trim()} avatarUrl={user?.avatarUrl ?? null} />
          <DeviceProblems localMedia={localMedia} footnote={t('skipDevices')} />
          <div className={styles.devices}>
            <DevicePicker
              localMedia={localMedia}
              kinds={['mic', 'camera', 'speaker']}
              hasLevel={false}
            />
          </div>
        </div>
        <div
          className={styles.right}
          onPointerEnter={onIntent}
          onPointerDown={onIntent}
          onKeyDown={onIntent}
        >
          <MeetingFacts lobby={lobby} />
          <JoinForm
            name={name}
            onNameChange={setName}
            isPasscodeRequired={lobby.passcodeRequired}
            refusal={refusal}
            isJoining={isJoining}
            onJoin={onJoin}
            onCancel={onCancel}
          />
          {user === null && (
            <p className={styles.signIn}>
              <TextLink href={signInHref}>{t('signInInstead')}</TextLink>
            </p>
          )}
        </div>
      </div>
    </LobbyFrame>
  );
}
