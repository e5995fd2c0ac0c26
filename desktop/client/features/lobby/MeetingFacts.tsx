import type { Lobby } from '../../../../shared/contracts/index.ts';
import { useFormats, useMessages } from '../../i18n/index.ts';
import { lobbyMessages } from './messages.ts';
import { useNow } from './useNow.ts';
import { WhoIsIn } from './WhoIsIn.tsx';
import styles from './Lobby.module.css';

/** Whoever comes this much too soon is told so. */
const EARLY_MS = 5 * 60 * 1000;

/** What one is about to join: title, host, time, who is there. */
export function MeetingFacts({ lobby }: { lobby: Lobby }) {
  const t = useMessages(lobbyMessages);
  const formats = useFormats();
  const now = useNow(30_000);
  const { startsAt, endsAt, status } = lobby;
  const isEarly =
    status === 'scheduled' && startsAt !== null && Date.parse(startsAt) - now > EARLY_MS;
  return (
    <header className={styles.facts}>
      <h1>{lobby.title}</h1>
      <p className={styles.muted}>{t('hostedBy', { name: lobby.hostName })}</p>
      {startsAt !== null && (
        <p className={styles.muted}>
          <time dateTime={startsAt}>
            {formats.day(startsAt, new Date(now))}
            {', '}
            {endsAt === null ? formats.time(startsAt) : formats.timeRange(startsAt, endsAt)}
          </time>
        </p>
      )}
      {isEarly && <p>{t('startsEarly')}</p>}
      <WhoIsIn lobby={lobby} />
    </header>
  );
}
