import {
  Ban,
  CalendarX2,
  CircleAlert,
  DatabaseZap,
  Hourglass,
  Lock,
  LogIn,
  RefreshCw,
  RotateCw,
  SearchX,
  Server,
  Unplug,
  UserX,
  UsersRound,
} from 'lucide-react';
import { useEffect, type ReactElement } from 'react';
import { useMessages } from '../../i18n/index.ts';
import { Button, CopyButton, LinkButton } from '../../ui/index.ts';
import { mayOpen, type ClosedDoor } from './door.ts';
import { LobbyFrame } from './LobbyFrame.tsx';
import { lobbyMessages } from './messages.ts';
import { useCountdown } from './useCountdown.ts';
import styles from './ClosedDoorPage.module.css';

const ICON = { size: 32, strokeWidth: 1.5, 'aria-hidden': true } as const;
const ICONS: Readonly<Record<ClosedDoor, ReactElement>> = {
  notFound: <SearchX {...ICON} />,
  ended: <CalendarX2 {...ICON} />,
  guests: <LogIn {...ICON} />,
  locked: <Lock {...ICON} />,
  full: <UsersRound {...ICON} />,
  serverFull: <Server {...ICON} />,
  serverClosing: <RotateCw {...ICON} />,
  removed: <UserX {...ICON} />,
  banned: <Ban {...ICON} />,
  signedOut: <LogIn {...ICON} />,
  unreachable: <Unplug {...ICON} />,
  unavailable: <DatabaseZap {...ICON} />,
  outdated: <RefreshCw {...ICON} />,
  busy: <Hourglass {...ICON} />,
  failed: <CircleAlert {...ICON} />,
};

export interface ClosedDoorPageProps {
  door: ClosedDoor;
  /** Which meeting, when that is known. */
  title: string | null;
  /** Small below, to be copied; absent where nothing went wrong. */
  code: string | null;
  retryAfterSeconds: number;
  signInHref: string;
  onRetry: () => void;
}

/** Why one cannot get in, what to do, and a way out. */
export function ClosedDoorPage(props: ClosedDoorPageProps) {
  const { door, title, code } = props;
  const t = useMessages(lobbyMessages);
  const headline = t(`${door}.title`);

  useEffect(() => {
    document.title = headline;
  }, [headline]);

  return (
    <LobbyFrame>
      <div className={styles.door}>
        <span className={styles.icon}>{ICONS[door]}</span>
        {title !== null && <p className={styles.meeting}>{title}</p>}
        <div role="alert" className={styles.words}>
          <h1>{headline}</h1>
          <p className={styles.text}>{t(`${door}.text`)}</p>
        </div>
        <div className={styles.actions}>
          <WayOn {...props} />
          <LinkButton href="/" size="large" isFullWidth>
            {t('goHome')}
          </LinkButton>
        </div>
        {mayOpen(door) && <p className={styles.small}>{t('checksAgain')}</p>}
        {code !== null && (
          <p className={styles.small}>
            <code>{code}</code>
            <CopyButton text={code} size="tiny" />
          </p>
        )}
      </div>
    </LobbyFrame>
  );
}

function WayOn({ door, retryAfterSeconds, signInHref, onRetry }: ClosedDoorPageProps) {
  const t = useMessages(lobbyMessages);
  const pause = useCountdown(retryAfterSeconds);
  switch (door) {
    case 'guests':
    case 'signedOut':
      return (
        <LinkButton href={signInHref} variant="primary" size="large" isFullWidth>
          {t('signIn')}
        </LinkButton>
      );
    case 'outdated':
      return (
        <Button variant="primary" size="large" isFullWidth onPress={() => window.location.reload()}>
          {t('reload')}
        </Button>
      );
    case 'locked':
    case 'full':
    case 'serverFull':
    case 'serverClosing':
    case 'unreachable':
    case 'unavailable':
    case 'busy':
    case 'failed':
      return (
        <Button variant="primary" size="large" isFullWidth isDisabled={pause > 0} onPress={onRetry}>
          {pause > 0 ? t('tryAgainIn', { count: pause }) : t('tryAgain')}
        </Button>
      );
    default:
      return null;
  }
}
