/** What is to be kept longest, the most wanted first. */
export const VIDEO_RANKS = ['screen', 'speaker', 'other'] as const;
export type VideoRank = (typeof VIDEO_RANKS)[number];

/** Where not everybody's layers fit, these get theirs first: mediasoup shares out by it. */
export const RANK_PRIORITY: Readonly<Record<VideoRank, number>> = {
  screen: 16,
  speaker: 4,
  other: 1,
};

export interface BudgetVideo {
  id: string;
  rank: VideoRank;
  /** It is not held, and yet mediasoup finds no room for any layer of it. */
  isLayerless: boolean;
}

export interface BudgetFacts {
  /** What the way to the viewer carries of video, bits per second; null before it was measured. */
  availableBps: number | null;
  /** What those that run want together. */
  desiredBps: number;
  /** All that the viewer has on screen, the most wanted first. */
  videos: readonly BudgetVideo[];
}

export interface BudgetState {
  /** Ids of what is not sent. */
  held: ReadonlySet<string>;
  /** Since when what runs does not fit, ms; null: it does. */
  shortSince: number | null;
  /** When one that is held is tried again. */
  retryAt: number;
  retryDelayMs: number;
  /** When one was last let go. */
  releasedAt: number;
  /** The highest estimate of this try; 0: none yet, or no try. */
  peakBps: number;
}

export interface BudgetStep {
  state: BudgetState;
  /** When to look again though nothing else happens, ms; null: no need. */
  lookAt: number | null;
}

/** A dip shorter than this is left to the layers, which have stepped down by then. */
export const SHORT_FOR_MS = 1500;
export const FIRST_RETRY_MS = 5000;
export const LONGEST_RETRY_MS = 60_000;
/** One that is held again this soon was tried in vain, and the next try waits twice as long. */
export const TRIAL_MS = 10_000;
/** An estimate that falls to this share of what it was in a try: the sound has begun to wait behind the picture. */
const FALLEN = 0.85;
/** One that grows by this from look to look is on its way to where the path is, and is given time. */
const RISEN = 1.03;
/** The estimate must have grown for one before the next is let go. */
export const NEXT_RELEASE_MS = 3000;

/**
 * Below this a video is not worth what it takes from the sound: of a camera about the smallest picture
 * that our clients send; a shared screen that stands still is worth any bits there are.
 */
const FLOOR_BPS: Readonly<Record<VideoRank, number>> = {
  screen: 50_000,
  speaker: 100_000,
  other: 100_000,
};
/** To be let go, a video needs more room than to stay. */
const RELEASE_MARGIN = 1.3;

export const NO_BUDGET: BudgetState = {
  held: new Set(),
  shortSince: null,
  retryAt: 0,
  retryDelayMs: FIRST_RETRY_MS,
  releasedAt: -Infinity,
  peakBps: 0,
};

/**
 * Sound comes first: mediasoup lets layers step down with the bandwidth, and where not even the smallest
 * layers fit, the least wanted videos are held until there is room again. Sound is not in mediasoup's
 * estimate, so every video that does not fit is sent at its cost.
 *
 * Nothing that is held can show that there is room, so it is tried again after a while, which doubles
 * with every try in vain.
 */
export function nextBudget(before: BudgetState, facts: BudgetFacts, now: number): BudgetStep {
  const { state, verdict } = tried(swapped(kept(before, facts), facts), facts, now);
  const running = facts.videos.filter((each) => takesRoom(each) && !state.held.has(each.id));
  const over = running.slice(countFitting(running, facts));
  if (over.length > 0) return holding(state, over, verdict, now);
  return releasing({ ...state, shortSince: null }, facts, running, now);
}

type Verdict = 'falls' | 'rises' | 'open';

/** The estimate of a try begins where the one before had ended: which way it goes says more than how high it is. */
function tried(
  state: BudgetState,
  { availableBps }: BudgetFacts,
  now: number,
): { state: BudgetState; verdict: Verdict } {
  if (!isTrial(state, now) || availableBps === null) return { state, verdict: 'open' };
  const { peakBps } = state;
  if (availableBps < peakBps * FALLEN) return { state, verdict: 'falls' };
  const isRising = peakBps > 0 && availableBps > peakBps * RISEN;
  const next = { ...state, peakBps: Math.max(peakBps, availableBps) };
  return { state: next, verdict: isRising ? 'rises' : 'open' };
}

function isTrial({ releasedAt }: BudgetState, now: number): boolean {
  return now - releasedAt < TRIAL_MS;
}

function holding(
  state: BudgetState,
  over: readonly BudgetVideo[],
  verdict: Verdict,
  now: number,
): BudgetStep {
  const shortSince = verdict === 'rises' ? now : (state.shortSince ?? now);
  const dueAt = verdict === 'falls' ? now : shortSince + SHORT_FOR_MS;
  if (now < dueAt) return { state: { ...state, shortSince }, lookAt: dueAt };
  const wasInVain = isTrial(state, now);
  const retryDelayMs = wasInVain
    ? Math.min(LONGEST_RETRY_MS, state.retryDelayMs * 2)
    : FIRST_RETRY_MS;
  const held = new Set([...state.held, ...over.map(({ id }) => id)]);
  const retryAt = now + retryDelayMs;
  return { state: { ...state, held, shortSince: null, retryAt, retryDelayMs }, lookAt: retryAt };
}

function releasing(
  state: BudgetState,
  facts: BudgetFacts,
  running: readonly BudgetVideo[],
  now: number,
): BudgetStep {
  const next = facts.videos.find(({ id }) => state.held.has(id));
  if (!next) return { state, lookAt: null };
  if (now < state.retryAt) return { state, lookAt: state.retryAt };
  // With nothing running the estimate is as old as the last picture: only a try tells.
  if (running.length > 0 && !hasRoomFor(next, running, facts)) {
    const retryAt = now + state.retryDelayMs;
    return { state: { ...state, retryAt }, lookAt: retryAt };
  }
  const held = new Set([...state.held].filter((id) => id !== next.id));
  const retryAt = now + NEXT_RELEASE_MS;
  return {
    state: { ...state, held, retryAt, releasedAt: now, peakBps: 0 },
    lookAt: held.size > 0 ? retryAt : null,
  };
}

/** Of what is not on screen any more nothing is held. */
function kept(state: BudgetState, { videos }: BudgetFacts): BudgetState {
  const held = new Set(videos.filter(({ id }) => state.held.has(id)).map(({ id }) => id));
  return held.size === state.held.size ? state : { ...state, held };
}

/** Where somebody speaks, or shares, who is held, somebody less wanted gives way at once. */
function swapped(state: BudgetState, { videos }: BudgetFacts): BudgetState {
  const wanted = videos.find(({ id }) => state.held.has(id));
  const least = videos.findLast(({ id }) => !state.held.has(id));
  if (!wanted || !least) return state;
  if (VIDEO_RANKS.indexOf(wanted.rank) >= VIDEO_RANKS.indexOf(least.rank)) return state;
  const held = new Set([...state.held].filter((id) => id !== wanted.id)).add(least.id);
  return { ...state, held };
}

/**
 * A moving screen that does not fit comes first as soon as it does, and takes nothing until then: the cameras that do fit
 * are what the path is measured with. A camera of which nothing comes is held, as it must be tried to come again.
 */
function takesRoom({ rank, isLayerless }: BudgetVideo): boolean {
  return rank !== 'screen' || !isLayerless;
}

/** How many of these, from the most wanted on, fit into what the way carries. */
function countFitting(running: readonly BudgetVideo[], facts: BudgetFacts): number {
  const { availableBps, desiredBps } = facts;
  // mediasoup looks for no more than is wanted: an estimate that covers it says nothing against more.
  if (availableBps === null || desiredBps <= availableBps) return running.length;
  let sum = 0;
  const first = running.findIndex(({ rank }) => {
    sum += floorOf(rank, running.length, facts);
    return sum > availableBps;
  });
  return first === -1 ? running.length : first;
}

function hasRoomFor(
  next: BudgetVideo,
  running: readonly BudgetVideo[],
  facts: BudgetFacts,
): boolean {
  const { availableBps, desiredBps } = facts;
  if (availableBps === null || desiredBps <= availableBps) return true;
  const floors = running.map(({ rank }) => floorOf(rank, running.length, facts));
  const sum = floors.reduce((total, floor) => total + floor, FLOOR_BPS[next.rank]);
  return sum * RELEASE_MARGIN <= availableBps;
}

/** Pictures in which little moves need less than the floor: then the share of what all want counts. */
function floorOf(rank: VideoRank, count: number, { desiredBps }: BudgetFacts): number {
  return Math.min(FLOOR_BPS[rank], desiredBps / count);
}
