import styles from './Tile.module.css';

/** Why a picture is not what it should be; the tile's own name says it to who cannot see it. */
export function TileNote({ text }: { text: string }) {
  return (
    <p className={styles.note} title={text} aria-hidden="true">
      {text}
    </p>
  );
}
