import { useEffect } from 'react';
import { REACTIONS } from '../../../../../shared/contracts/index.ts';
import { useMessages } from '../../../i18n/index.ts';
import { announce } from '../../../ui/index.ts';
import { useMeetingState } from '../MeetingContext.ts';
import { meetingMessages } from '../messages.ts';
import styles from './Stage.module.css';

const SHOWN_AT_ONCE = 6;

/** Seen for as long as the session keeps them, and read out once. */
export function FloatingReactions() {
  const reactions = useMeetingState((state) => state.reactions);
  return (
    <div className={styles.reactions} aria-hidden="true">
      {reactions.slice(-SHOWN_AT_ONCE).map(({ key, participantId, emoji }) => (
        <Reaction key={key} participantId={participantId} emoji={emoji} />
      ))}
    </div>
  );
}

function Reaction({ participantId, emoji }: { participantId: string; emoji: string }) {
  const t = useMessages(meetingMessages);
  const name = useMeetingState(({ participants }) => participants[participantId]?.displayName);
  const isSelf = useMeetingState(({ selfId }) => selfId === participantId);
  const known = REACTIONS.find((reaction) => reaction === emoji);

  useEffect(() => {
    if (isSelf || name === undefined || known === undefined) return;
    announce(t('reacted', { name, emoji: t(`emoji.${known}`) }));
  }, [t, isSelf, name, known]);

  return (
    <span className={styles.reaction}>
      <span className={styles.emoji}>{emoji}</span>
      <span className={styles.reactionName}>{name}</span>
    </span>
  );
}
