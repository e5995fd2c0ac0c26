export interface Opening {
  readonly roomId: string;
  readonly peerId: string;
}

/**
 * Who waits for media, from the wish to its answer. A peer whose room was lost is in no room until it is
 * tried again: whoever closes it meanwhile closes it here.
 */
export class Openings {
  readonly #pending = new Set<Opening>();

  /** Supersedes what this peer has waited for. */
  begin(roomId: string, peerId: string): Opening {
    this.cancelPeer(roomId, peerId);
    const opening = { roomId, peerId };
    this.#pending.add(opening);
    return opening;
  }

  isPending(opening: Opening): boolean {
    return this.#pending.has(opening);
  }

  end(opening: Opening): void {
    this.#pending.delete(opening);
  }

  cancelPeer(roomId: string, peerId: string): void {
    this.#cancel((opening) => opening.roomId === roomId && opening.peerId === peerId);
  }

  cancelRoom(roomId: string): void {
    this.#cancel((opening) => opening.roomId === roomId);
  }

  #cancel(fits: (opening: Opening) => boolean): void {
    for (const opening of this.#pending) if (fits(opening)) this.#pending.delete(opening);
  }
}
