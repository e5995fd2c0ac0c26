import type { EventPayload, Joined, Participant } from '../../../../shared/contracts/index.ts';
import type { SocketClient } from '../../signaling/SocketClient.ts';

/** Who has joined, and what they were told then and since. */
interface Seated {
  client: Pick<SocketClient, 'received'>;
  joined: Joined;
}

/** What somebody knows of the others: the state that their join told, and every change since. */
export function rosterOf({ joined, client }: Seated) {
  const roster = new Map(joined.participants.map((participant) => [participant.id, participant]));
  let { version } = joined;
  for (const { name, payload } of client.received) {
    if (name !== 'meeting:rosterChanged') continue;
    // What this event carries is checked where signalling is tested.
    const change = payload as EventPayload<typeof name>;
    if (change.version <= version) continue;
    version = change.version;
    for (const participant of change.joined) roster.set(participant.id, participant);
    for (const { id, ...changed } of change.changed) {
      const known = roster.get(id);
      // Only what has changed is in it.
      if (known) roster.set(id, { ...known, ...(changed as Partial<Participant>) });
    }
    for (const { id } of change.left) roster.delete(id);
  }
  return { people: roster, version };
}

/** What somebody has been offered of each producer. @returns producer's id -> consumer's id */
export function consumersOf({ joined, client }: Seated) {
  const ids = new Map(
    (joined.media?.consumers ?? []).map(({ id, producerId }) => [producerId, id]),
  );
  for (const { name, payload } of client.received) {
    if (name !== 'media:consumersAdded') continue;
    // As above.
    const { consumers } = payload as EventPayload<typeof name>;
    for (const { id, producerId } of consumers) ids.set(producerId, id);
  }
  return ids;
}
