import { useMessages } from '../../i18n/index.ts';
import { Skeleton, SkeletonGroup } from '../../ui/index.ts';
import { LobbyFrame } from './LobbyFrame.tsx';
import { lobbyMessages } from './messages.ts';
import styles from './Lobby.module.css';

/** The shape of the lobby while the server is asked about the meeting. */
export function LobbyWait() {
  const t = useMessages(lobbyMessages);
  return (
    <LobbyFrame>
      <div className={styles.wait}>
        <SkeletonGroup label={t('loading')} slowLabel={t('loadingSlow')}>
          <div className={styles.columns}>
            <Skeleton height="min(38vw, 400px)" />
            <div className={styles.right}>
              <Skeleton width="70%" height="32px" />
              <Skeleton width="45%" />
              <Skeleton height="48px" />
              <Skeleton height="48px" />
            </div>
          </div>
        </SkeletonGroup>
      </div>
    </LobbyFrame>
  );
}
