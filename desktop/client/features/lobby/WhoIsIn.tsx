import type { Lobby } from '../../../../shared/contracts/index.ts';
import { useMessages } from '../../i18n/index.ts';
import { Avatar } from '../../ui/index.ts';
import { lobbyMessages } from './messages.ts';
import { presenceOf } from './presence.ts';
import styles from './Lobby.module.css';

export function WhoIsIn({ lobby }: { lobby: Pick<Lobby, 'presentNames' | 'presentCount'> }) {
  const t = useMessages(lobbyMessages);
  const { named, otherCount } = presenceOf(lobby.presentNames, lobby.presentCount);
  const names = named.join(t('nameSeparator'));
  const sentence = () => {
    if (lobby.presentCount === 0) return t('nobodyIn');
    if (named.length === 0) return t('peopleIn', { count: otherCount });
    if (otherCount > 0) return t('areIn', { names: t('andOthers', { names, count: otherCount }) });
    return named.length === 1 ? t('isIn', { names }) : t('areIn', { names });
  };
  return (
    <div className={styles.present} aria-live="polite">
      {named.length > 0 && (
        <span className={styles.faces}>
          {named.map((name, index) => (
            <Avatar key={`${name}-${index}`} name={name} size={28} className={styles.face} />
          ))}
        </span>
      )}
      <p>{sentence()}</p>
    </div>
  );
}
