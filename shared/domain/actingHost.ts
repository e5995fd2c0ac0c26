import type { Role } from './permissions.ts';

/** How long the host may be away before somebody acts as host; a reload or a changed network is over sooner. */
export const HOST_AWAY_MS = 10_000;

/** One who holds a seat. Times: ms since the epoch. */
export interface SeatedPerson {
  id: string;
  role: Role;
  joinedAt: number;
  /** Since when their connection is lost; null: they are here. */
  awaySince: number | null;
}

export interface HostAbsence {
  people: Iterable<SeatedPerson>;
  /** Since when nobody who hosts is here; null while one is, or where none ever was. */
  hostAwaySince: number | null;
  now: number;
}

/**
 * Who acts as host: nobody while the host is here, or away for less than `HOST_AWAY_MS`; then the co-host who joined
 * first, else the member who did, else (only guests are left) nobody. Whoever is briefly away keeps their turn.
 * It follows from who is seated alone, so that a restart comes to the same answer.
 * @returns checkAt: when time alone may change the answer; null: never
 */
export function chooseActingHost({ people, hostAwaySince, now }: HostAbsence): {
  actingHostId: string | null;
  checkAt: number | null;
} {
  if (hostAwaySince === null) return { actingHostId: null, checkAt: null };
  const dueAt = hostAwaySince + HOST_AWAY_MS;
  if (now < dueAt) return { actingHostId: null, checkAt: dueAt };
  const [chosen] = [...people].filter((person) => mayActAsHost(person, now)).sort(byTurn);
  if (!chosen) return { actingHostId: null, checkAt: null };
  const { id, awaySince } = chosen;
  return { actingHostId: id, checkAt: awaySince === null ? null : awaySince + HOST_AWAY_MS };
}

function mayActAsHost({ role, awaySince }: SeatedPerson, now: number): boolean {
  const isMember = role === 'cohost' || role === 'participant';
  return isMember && (awaySince === null || now < awaySince + HOST_AWAY_MS);
}

function byTurn(a: SeatedPerson, b: SeatedPerson): number {
  const rank = Number(b.role === 'cohost') - Number(a.role === 'cohost');
  return rank || a.joinedAt - b.joinedAt || (a.id < b.id ? -1 : 1);
}
