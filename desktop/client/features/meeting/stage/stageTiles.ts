import type { Participant } from '../../../../../shared/contracts/index.ts';

/** One video place on the stage: a person's camera (or avatar), or a shared screen. */
export type TileKey = `camera:${string}` | `screen:${string}`;

export interface Tile {
  participantId: string;
  source: 'camera' | 'screen';
}

export interface StageFacts {
  participants: Readonly<Record<string, Participant>>;
  /** By time of joining. */
  participantIds: readonly string[];
  selfId: string | null;
  mode: 'grid' | 'speaker';
  pinned: TileKey | null;
  /** Who spoke last, the latest first. */
  recentSpeakers: readonly string[];
}

export function tileOf(key: TileKey): Tile {
  const separator = key.indexOf(':');
  return {
    participantId: key.slice(separator + 1),
    source: key.startsWith('screen:') ? 'screen' : 'camera',
  };
}

export function cameraKey(participantId: string): TileKey {
  return `camera:${participantId}`;
}

export function screenKey(participantId: string): TileKey {
  return `screen:${participantId}`;
}

/** Shared screens first, then people by time of joining, oneself last: others are whom one came for. */
export function listTiles(
  facts: Pick<StageFacts, 'participants' | 'participantIds' | 'selfId'>,
): TileKey[] {
  const { participants, participantIds, selfId } = facts;
  const sharing = participantIds.filter((id) => participants[id]?.isSharing);
  const others = participantIds.filter((id) => id !== selfId);
  const people = selfId === null ? others : [...others, selfId];
  return [...sharing.map(screenKey), ...people.map(cameraKey)];
}

/** What takes the stage: the pinned tile, else a shared screen, else in speaker view who speaks. */
export function chooseFocus(facts: StageFacts, tiles: readonly TileKey[]): TileKey | null {
  const { pinned, selfId, mode } = facts;
  if (pinned !== null && tiles.includes(pinned)) return pinned;
  // Whoever shares sees the own screen anyway, and wants to see the others' faces.
  const screens = tiles.filter((key) => key.startsWith('screen:'));
  const shared = screens.findLast((key) => key !== screenKey(selfId ?? ''));
  if (shared !== undefined) return shared;
  if (mode === 'grid') return null;
  const speaker = facts.recentSpeakers
    .filter((id) => id !== selfId)
    .map(cameraKey)
    .find((key) => tiles.includes(key));
  return speaker ?? tiles.find((key) => key !== cameraKey(selfId ?? '')) ?? tiles[0] ?? null;
}

/** Who must be in sight without turning a page: shared screens, oneself, those who spoke lately. */
export function listForward(
  { selfId, recentSpeakers }: Pick<StageFacts, 'selfId' | 'recentSpeakers'>,
  tiles: readonly TileKey[],
): TileKey[] {
  const screens = tiles.filter((key) => key.startsWith('screen:'));
  const self = selfId === null ? [] : [cameraKey(selfId)];
  return [...screens, ...self, ...recentSpeakers.map(cameraKey)];
}

const REMEMBERED_SPEAKERS = 8;

export function rememberSpeaker(
  recent: readonly string[],
  speakerId: string | null,
): readonly string[] {
  if (speakerId === null || recent[0] === speakerId) return recent;
  return [speakerId, ...recent.filter((id) => id !== speakerId)].slice(0, REMEMBERED_SPEAKERS);
}
