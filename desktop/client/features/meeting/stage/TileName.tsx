import { MicOff, Pin } from 'lucide-react';
import styles from './Tile.module.css';

export interface TileNameProps {
  name: string;
  isMicOn: boolean;
  isPinned: boolean;
}

/** Silent for screen readers: the label of the tile says the same in words. */
export function TileName({ name, isMicOn, isPinned }: TileNameProps) {
  return (
    <span className={styles.name} aria-hidden="true">
      {!isMicOn && <MicOff size={14} strokeWidth={1.75} className={styles.muted} />}
      {isPinned && <Pin size={14} strokeWidth={1.75} />}
      <span className={styles.nameText} dir="auto">
        {name}
      </span>
    </span>
  );
}
