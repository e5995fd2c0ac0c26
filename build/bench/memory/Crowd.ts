import { BulkClient, videoCapabilities, videoParameters } from '../clients/index.ts';

interface Place {
  url: string;
  code: string;
}

/** People who come to a meeting, publish and receive, and go: over real ICE, DTLS and SRTP. */
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

  /** So many come and go, a few at a time. */
  async comeAndGo(count: number, atOnce: number): Promise<void> {
    let left = count;
    const comer = async () => {
      while (left-- > 0) await this.visit(() => Promise.resolve());
    };
    await Promise.all(Array.from({ length: atOnce }, comer));
  }

  /** One joins, publishes, stays as long as the promise takes, and leaves in order. */
  async visit(stay: () => Promise<void>): Promise<void> {
    const index = ++this.#joins;
    const client = await BulkClient.join({
      ...this.#place,
      displayName: `Visitor ${index}`,
      rtpCapabilities: videoCapabilities,
      does: 'both',
    });
    try {
      await client.produce('camera', videoParameters(index * 2));
      await stay();
      client.assertSound();
      await client.leave();
    } finally {
      client.close();
    }
  }
}
