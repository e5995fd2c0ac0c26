/** Listeners are the mounted `LiveRegion`s: one for the whole app, mounted at its root. */
type Listener = (message: string) => void;
const listeners = new Set<Listener>();

/** Says something to those who listen to the screen, without moving the focus. */
export function announce(message: string): void {
  for (const listener of listeners) listener(message);
}

/** @returns unsubscribes */
export function onAnnouncement(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
