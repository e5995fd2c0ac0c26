import type { NodeEvent, NodeEvents } from '../../contracts/mediaNode.ts';

/** One event as the link carries it; `sequence` counts up from 1. */
export interface ToldEvent {
  sequence: number;
  name: NodeEvent;
  payload: NodeEvents[NodeEvent];
}

/**
 * What has been told and not yet heard, in its order. Of what one thing says about itself only the latest is
 * kept, as each says how things are now: so a link that is down for long costs memory for each thing, and
 * not for each event. Lost rooms are all kept.
 */
export class EventBacklog {
  /** In the order of `sequence`. */
  readonly #events = new Map<string, ToldEvent>();
  #sequence = 0;

  get size(): number {
    return this.#events.size;
  }

  add<E extends NodeEvent>(name: E, payload: NodeEvents[E]): ToldEvent {
    const event = { sequence: ++this.#sequence, name, payload };
    const key = name === 'node:roomsLost' ? `${name} ${event.sequence}` : keyOf(name, payload);
    // Set anew, so that the map stays in order.
    this.#events.delete(key);
    this.#events.set(key, event);
    return event;
  }

  after(sequence: number): ToldEvent[] {
    return [...this.#events.values()].filter((event) => event.sequence > sequence);
  }

  /** Heard up to and with this one. */
  settle(sequence: number): void {
    for (const [key, event] of this.#events) {
      if (event.sequence > sequence) return;
      this.#events.delete(key);
    }
  }
}

function keyOf(name: NodeEvent, payload: object): string {
  // Everything that tells of itself has an id of its own.
  const ids = ['roomId', 'transportId', 'producerId', 'consumerId'] as const;
  if (name === 'room:speakerChanged') return `${name} ${String(Reflect.get(payload, 'roomId'))}`;
  return [name, ...ids.map((id) => String(Reflect.get(payload, id) ?? ''))].join(' ');
}
