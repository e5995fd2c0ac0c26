import { useMeetingState } from '../MeetingContext.ts';
import styles from './Stage.module.css';

const SHOWN_AT_ONCE = 6;

/** The session drops a reaction when its time is over; screen readers hear it from the notices. */
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
  const name = useMeetingState(({ participants }) => participants[participantId]?.displayName);
  return (
    <span className={styles.reaction}>
      <span className={styles.emoji}>{emoji}</span>
      <span className={styles.reactionName}>{name}</span>
    </span>
  );
}
