import { openSender, type RecordedMedia, senderName } from '../clients/index.ts';

interface Place {
  url: string;
  code: string;
  media: RecordedMedia;
}

/** People who come to a meeting, are seen and heard, receive, and go: over real ICE, DTLS and SRTP. */
export class Crowd {
  readonly #place: Place;
  #joins = 0;

  constructor(place: Place) {
    this.#place = place;
  }

  /** How often somebody has joined so far. */
  get joins(): number {
    return this.#joins;
  }

  /** So many come and go, a few at a time. @param stay until it resolves; it gets the visitor's name */
  async comeAndGo(
    count: number,
    atOnce: number,
    stay: (name: string) => Promise<void>,
  ): Promise<void> {
    let left = count;
    const comer = async () => {
      while (left-- > 0) await this.visit(stay);
    };
    await Promise.all(Array.from({ length: atOnce }, comer));
  }

  /** One joins, sends, stays as long as the promise takes, and leaves in order. */
  async visit(stay: (name: string) => Promise<void>): Promise<void> {
    const index = ++this.#joins;
    const sender = await openSender({ ...this.#place, index, does: 'both' });
    try {
      await stay(senderName(index));
      await sender.leave();
    } finally {
      sender.close();
    }
  }
}
