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
  /** It is not held, and yet nothing comes: its first key frame has not, or mediasoup finds no room for any layer. */
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
  /** The highest estimate of the try that goes on; null: none does. */
  peakBps: number | null;
  /** Of the screens that come, since when they do. */
  came: ReadonlyMap<string, number>;
  /** Screens that came and did not fit. */
  rests: ReadonlyMap<string, Rest>;
}

interface Rest {
  until: number;
  delayMs: number;
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
/** One that is so much above what it was in this try is on its way to where the path is, and is given time. */
const RISEN = 1.03;
/** A screen that came for so long has stayed. */
export const STAYED_MS = 30_000;
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
/** What a screen that moves takes at least, as our clients send it. */
const MOVING_SCREEN_BPS = 220_000;
/** To be let go, a video needs more room than to stay. */
const RELEASE_MARGIN = 1.3;

export const NO_BUDGET: BudgetState = {
  held: new Set(),
  shortSince: null,
  retryAt: 0,
  retryDelayMs: FIRST_RETRY_MS,
  releasedAt: -Infinity,
  peakBps: null,
  came: new Map(),
  rests: new Map(),
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
  const known = rested(kept(before, facts), facts, now);
  const { state, verdict } = tried(swapped(known, facts, now), facts, now);
  const isShown = ({ id }: BudgetVideo) => !state.held.has(id);
  const running = facts.videos.filter((each) => isShown(each) && takesRoom(each, facts));
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
  const { peakBps } = state;
  if (peakBps === null || !isTrial(state, now)) return { state, verdict: 'open' };
  if (availableBps === null) return { state, verdict: 'open' };
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
  const next = { ...state, held, shortSince: null, retryAt, retryDelayMs, peakBps: null };
  return { state: next, lookAt: retryAt };
}

function releasing(
  state: BudgetState,
  facts: BudgetFacts,
  running: readonly BudgetVideo[],
  now: number,
): BudgetStep {
  const next = facts.videos.find(({ id }) => state.held.has(id) && !isResting(state, id, now));
  if (!next) return { state, lookAt: firstRestEnd(state) };
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
function swapped(state: BudgetState, { videos }: BudgetFacts, now: number): BudgetState {
  const wanted = videos.find(({ id }) => state.held.has(id) && !isResting(state, id, now));
  const least = videos.findLast(({ id }) => !state.held.has(id));
  if (!wanted || !least) return state;
  if (VIDEO_RANKS.indexOf(wanted.rank) >= VIDEO_RANKS.indexOf(least.rank)) return state;
  const held = new Set([...state.held].filter((id) => id !== wanted.id)).add(least.id);
  return { ...state, held };
}

/**
 * A moving screen that does not fit takes nothing, and comes as soon as it does: the cameras that do fit are what the path is
 * measured with. With no camera beside it, it must be held and tried like one, or nothing would ever be measured.
 */
function takesRoom({ rank, isLayerless }: BudgetVideo, { videos }: BudgetFacts): boolean {
  return rank !== 'screen' || !isLayerless || videos.every((each) => each.rank === 'screen');
}

/**
 * A moving screen comes all at once: where the estimate has grown to it with cameras alone, it may break the sound within a
 * second and be gone again. So it rests, twice as long after each time that it did not stay.
 */
function rested(state: BudgetState, facts: BudgetFacts, now: number): BudgetState {
  const screens = facts.videos.filter(({ id, rank }) => rank === 'screen' && !state.held.has(id));
  const coming = screens.filter(({ isLayerless }) => !isLayerless);
  const gone = isShort(facts) ? screens.filter((each) => hasGone(each, state)) : [];
  const came = new Map(coming.map(({ id }) => [id, state.came.get(id) ?? now]));
  if (gone.length === 0) return { ...state, came };
  const held = new Set([...state.held, ...gone.map(({ id }) => id)]);
  const rests = new Map(state.rests);
  for (const { id } of gone) {
    const last = now - (state.came.get(id) ?? now) < STAYED_MS ? state.rests.get(id) : undefined;
    const delayMs = last ? Math.min(LONGEST_RETRY_MS, last.delayMs * 2) : FIRST_RETRY_MS;
    rests.set(id, { until: now + delayMs, delayMs });
  }
  return { ...state, held, came, rests };
}

function hasGone({ id, isLayerless }: BudgetVideo, { came }: BudgetState): boolean {
  return isLayerless && came.has(id);
}

function isResting({ rests }: BudgetState, id: string, now: number): boolean {
  const rest = rests.get(id);
  return rest !== undefined && now < rest.until;
}

function firstRestEnd({ held, rests }: BudgetState): number | null {
  const ends = [...rests].filter(([id]) => held.has(id)).map(([, { until }]) => until);
  return ends.length > 0 ? Math.min(...ends) : null;
}

/** How many of these, from the most wanted on, fit into what the way carries. */
function countFitting(running: readonly BudgetVideo[], facts: BudgetFacts): number {
  const { availableBps } = facts;
  if (availableBps === null || !isShort(facts)) return running.length;
  let sum = 0;
  const first = running.findIndex((video) => {
    sum += floorOf(video, running.length, facts);
    return sum > availableBps;
  });
  return first === -1 ? running.length : first;
}

function hasRoomFor(
  next: BudgetVideo,
  running: readonly BudgetVideo[],
  facts: BudgetFacts,
): boolean {
  const { availableBps } = facts;
  if (availableBps === null || !isShort(facts)) return true;
  const floors = running.map((video) => floorOf(video, running.length, facts));
  const sum = floors.reduce((total, floor) => total + floor, FLOOR_BPS[next.rank]);
  return sum * RELEASE_MARGIN <= availableBps;
}

/** mediasoup looks for no more than is wanted: an estimate that covers it says nothing against more. */
function isShort({ availableBps, desiredBps }: BudgetFacts): boolean {
  return availableBps !== null && availableBps < desiredBps;
}

/** Pictures in which little moves need less than the floor: then the share of what all want counts. */
function floorOf(
  { rank, isLayerless }: BudgetVideo,
  count: number,
  { desiredBps }: BudgetFacts,
): number {
  const isMoving = rank === 'screen' && isLayerless;
  return Math.min(isMoving ? MOVING_SCREEN_BPS : FLOOR_BPS[rank], desiredBps / count);
}
