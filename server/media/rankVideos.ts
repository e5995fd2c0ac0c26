import type { MediaSource } from '../../shared/contracts/index.ts';
import type { BudgetVideo, VideoRank } from './nextBudget.ts';
import { VIDEO_RANKS } from './nextBudget.ts';

export interface WatchedVideo {
  id: string;
  isLayerless: boolean;
  source: MediaSource;
  ownerId: string;
  /** How large it is on the viewer's screen. */
  areaPx: number;
}

/**
 * The most wanted first: shared screens, who speaks, then what the viewer shows larger; of the same size
 * what came first.
 */
export function rankVideos(
  videos: readonly WatchedVideo[],
  speakerId: string | null,
): BudgetVideo[] {
  const ranked = videos.map((video) => ({ ...video, rank: rankOf(video, speakerId) }));
  ranked.sort(
    (a, b) => VIDEO_RANKS.indexOf(a.rank) - VIDEO_RANKS.indexOf(b.rank) || b.areaPx - a.areaPx,
  );
  return ranked.map(({ id, rank, isLayerless }) => ({ id, rank, isLayerless }));
}

function rankOf({ source, ownerId }: WatchedVideo, speakerId: string | null): VideoRank {
  if (source === 'screen') return 'screen';
  return ownerId === speakerId ? 'speaker' : 'other';
}
