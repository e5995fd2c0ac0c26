import { ROLES } from '../../../../../shared/domain/permissions.ts';
import type { Participant } from '../../../../../shared/contracts/index.ts';

/** Raised hands first, in the order in which they went up; then oneself, hosts, co-hosts and the rest by name. */
export function orderPeople(
  people: readonly Participant[],
  selfId: string | null,
  locale: string,
): Participant[] {
  const names = new Intl.Collator(locale, { sensitivity: 'base', numeric: true });
  return [...people].sort(
    (a, b) =>
      (a.handRaisedAt ?? Infinity) - (b.handRaisedAt ?? Infinity) ||
      Number(b.id === selfId) - Number(a.id === selfId) ||
      rankOf(a) - rankOf(b) ||
      names.compare(a.displayName, b.displayName) ||
      a.joinedAt - b.joinedAt,
  );
}

/** Finds names by any of their words, whatever the case and the accents. */
export function filterPeople(people: readonly Participant[], search: string): Participant[] {
  const wanted = plain(search);
  return people.filter(({ displayName }) => plain(displayName).includes(wanted));
}

/** Guests rank with participants: who was invited how is no order of people. */
function rankOf({ role }: Participant): number {
  return Math.min(ROLES.indexOf(role), ROLES.indexOf('participant'));
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase().trim();
}
