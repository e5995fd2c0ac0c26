import type { EventPayload, Participant, Snapshot } from '../../../../../shared/contracts/index.ts';

export interface Roster {
  version: number;
  participants: Readonly<Record<string, Participant>>;
  /** By time of joining. */
  participantIds: readonly string[];
  /** Who acts as host while the host is away [H3]. */
  actingHostId: string | null;
}

export type RosterChange = EventPayload<'meeting:rosterChanged'>;

/** What others should be told of a change, in its order. */
export type RosterNews =
  | { kind: 'joined'; participant: Participant }
  | { kind: 'left'; participant: Participant }
  | { kind: 'handRaised'; participant: Participant }
  | { kind: 'shareStarted'; participant: Participant }
  | { kind: 'madeCohost' | 'cohostEnded'; participant: Participant }
  | { kind: 'actsAsHost'; participant: Participant }
  | { kind: 'hostIsBack'; participant: Participant };

export const EMPTY_ROSTER: Roster = {
  version: -1,
  participants: {},
  participantIds: [],
  actingHostId: null,
};

export function createRoster(
  told: Pick<Snapshot, 'version' | 'participants' | 'actingHostId'>,
): Roster {
  const participants = Object.fromEntries(told.participants.map((each) => [each.id, each]));
  return toRoster(told.version, participants, told.actingHostId);
}

/**
 * @returns the next roster with its news; `gap` when a version in between is missing [O1]; `old`
 * when the change is part of the roster already
 */
export function applyChange(
  roster: Roster,
  change: RosterChange,
): { roster: Roster; news: RosterNews[] } | 'gap' | 'old' {
  if (change.version <= roster.version) return 'old';
  if (change.version > roster.version + 1) return 'gap';
  const participants: Record<string, Participant> = { ...roster.participants };
  const news: RosterNews[] = [];
  for (const participant of change.joined) {
    if (!participants[participant.id]) news.push({ kind: 'joined', participant });
    participants[participant.id] = participant;
  }
  for (const part of change.changed) {
    const before = participants[part.id];
    if (!before) continue;
    const after = mergePart(before, part);
    participants[part.id] = after;
    if (after.handRaisedAt !== null && before.handRaisedAt === null) {
      news.push({ kind: 'handRaised', participant: after });
    }
    if (after.isSharing && !before.isSharing)
      news.push({ kind: 'shareStarted', participant: after });
    if (after.role !== before.role) {
      const kind = after.role === 'cohost' ? 'madeCohost' : 'cohostEnded';
      news.push({ kind, participant: after });
    }
  }
  for (const { id } of change.left) {
    const participant = participants[id];
    if (!participant) continue;
    delete participants[id];
    news.push({ kind: 'left', participant });
  }
  const { version, actingHostId = roster.actingHostId } = change;
  if (actingHostId !== roster.actingHostId) {
    news.push(...newsOfHosting(participants, actingHostId));
  }
  return { roster: toRoster(version, participants, actingHostId), news };
}

/** Somebody acts as host, or nobody any more: because the host is here, or for want of members. */
function newsOfHosting(
  participants: Readonly<Record<string, Participant>>,
  actingHostId: string | null,
): RosterNews[] {
  const acting = actingHostId === null ? undefined : participants[actingHostId];
  if (acting) return [{ kind: 'actsAsHost', participant: acting }];
  const host = Object.values(participants).find(
    ({ role, presence }) => role === 'host' && presence === 'present',
  );
  return host ? [{ kind: 'hostIsBack', participant: host }] : [];
}

function mergePart(before: Participant, part: RosterChange['changed'][number]): Participant {
  // zod's `partial` lets a field be there and undefined; such a field says nothing.
  const said = Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined));
  return { ...before, ...said };
}

function toRoster(
  version: number,
  participants: Record<string, Participant>,
  actingHostId: string | null,
): Roster {
  const participantIds = Object.values(participants)
    .sort((a, b) => a.joinedAt - b.joinedAt || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
  return { version, participants, participantIds, actingHostId };
}
