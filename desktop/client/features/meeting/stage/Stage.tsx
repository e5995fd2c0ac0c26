import { type TransitionEvent, useRef } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { useMessages } from '../../../i18n/index.ts';
import { useMeeting, useMeetingState, useViewState } from '../MeetingContext.ts';
import { meetingMessages } from '../messages.ts';
import { selectIsAlone } from '../view/selectors.ts';
import { AloneCard } from './AloneCard.tsx';
import { CameraTile } from './CameraTile.tsx';
import { FloatingReactions } from './FloatingReactions.tsx';
import type { Rect, Size } from './gridLayout.ts';
import { Pager } from './Pager.tsx';
import { ScreenTile } from './ScreenTile.tsx';
import { layoutStage, type StageLayout } from './stageLayout.ts';
import { chooseFocus, listForward, listTiles, tileOf, type TileKey } from './stageTiles.ts';
import { useElementSize } from './useElementSize.ts';
import styles from './Stage.module.css';

/** Everybody whom one looks at. Tiles are siblings in every arrangement, so they glide between them. */
export function Stage() {
  const t = useMessages(meetingMessages);
  const ref = useRef<HTMLDivElement>(null);
  const area = useElementSize(ref);
  const layout = useStageLayout(area);
  const isAlone = useMeetingState(selectIsAlone);
  const { view } = useMeeting();

  return (
    <section aria-label={t('stage')} className={styles.stage} onTransitionRun={keepFromDocument}>
      {isAlone && <AloneCard />}
      <div ref={ref} className={styles.area}>
        {layout.placed.map(({ key, rect }) => (
          <div key={key} className={styles.place} style={placeStyle(rect)}>
            <TileOf tileKey={key} rect={rect} />
          </div>
        ))}
        <FloatingReactions />
      </div>
      <Pager page={layout.page} count={layout.pageCount} onChange={(page) => view.setPage(page)} />
    </section>
  );
}

/**
 * React Aria's `runAfterTransition`, at the document, keeps for ever an element that is removed while several of its
 * properties glide: it hears of the first cancelled one only (adobe/react-spectrum#7326). Nothing waits for tiles; for
 * their menus, which lie elsewhere in the document, it does.
 */
function keepFromDocument(event: TransitionEvent): void {
  const { target, currentTarget } = event;
  if (target instanceof Node && currentTarget.contains(target)) event.stopPropagation();
}

function TileOf({ tileKey, rect }: { tileKey: TileKey; rect: Rect }) {
  const { participantId, source } = tileOf(tileKey);
  if (source === 'screen') return <ScreenTile participantId={participantId} />;
  return <CameraTile participantId={participantId} avatarSize={avatarSize(rect)} />;
}

function useStageLayout(area: Size): StageLayout<TileKey> {
  const mode = useViewState((state) => state.mode);
  const pinned = useViewState((state) => state.pinned);
  const page = useViewState((state) => state.page);
  const recentSpeakers = useViewState((state) => state.recentSpeakers);
  const tiles = useMeetingState(useShallow((state) => listTiles(state)));
  const focus = useMeetingState((state) =>
    chooseFocus({ ...state, mode, pinned, recentSpeakers }, tiles),
  );
  const selfId = useMeetingState((state) => state.selfId);
  if (area.width === 0 || area.height === 0) return { placed: [], page: 0, pageCount: 1 };
  const forward = listForward({ selfId, recentSpeakers }, tiles);
  return layoutStage({ area, tiles, focus, forward, page });
}

function placeStyle({ x, y, width, height }: Rect) {
  return { transform: `translate(${x}px, ${y}px)`, width, height };
}

/** Steps of 8 pixels, so that a gliding window edge does not render every avatar at each pixel. */
function avatarSize({ width, height }: Rect): number {
  const wanted = Math.min(width, height) * 0.42;
  return Math.round(Math.min(144, Math.max(32, wanted)) / 8) * 8;
}
