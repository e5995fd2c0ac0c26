import type { EventPayload } from '../../../../shared/contracts/index.ts';
import type { Told } from './Scene.ts';

/** Events as if nothing had been gathered [O2]: each join, change and leaving one of its own. */
export function toldApart(events: readonly Told[]): Told[] {
  return events.flatMap((one) => {
    if (one.name !== 'meeting:rosterChanged') return [one];
    // What the wire carries is checked where the contract is.
    const { joined, changed, left, ...rest } = one.payload as EventPayload<typeof one.name>;
    const none = { ...rest, joined: [], changed: [], left: [] };
    const parts = [
      ...joined.map((each) => ({ ...none, joined: [each] })),
      ...changed.map((each) => ({ ...none, changed: [each] })),
      ...left.map((each) => ({ ...none, left: [each] })),
    ];
    return parts.length > 1 ? parts.map((payload) => ({ ...one, payload })) : [one];
  });
}
