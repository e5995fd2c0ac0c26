import type { Browser } from 'playwright';
import { createApi } from '../../../desktop/e2e/support/createApi.ts';
import { ParleyServer } from '../../../desktop/e2e/support/ParleyServer.ts';
import { freePort } from '../../../shared/net/freePort.ts';
import { openSender, type RecordedMedia } from '../clients/index.ts';
import { PRODUCT_CORE, spawnPinned } from '../harness/index.ts';
import { openPublishingPage } from './browsers.ts';
import type { JoinSide } from './JoinSide.ts';
import type { JoinMoments } from './pageProbe.ts';
import { type Network, watchJoin } from './watchJoin.ts';

/** The real server and the real client, from the lobby. */
export class ProductSide implements JoinSide {
  readonly name = 'product';
  readonly mediaPort: number;
  readonly #server: ParleyServer;
  readonly #code: string;
  readonly #media: RecordedMedia;
  readonly #publisher: Browser;
  readonly #leaves: (() => void)[] = [];
  #publishers = 0;

  static async start(publisher: Browser, media: RecordedMedia): Promise<ProductSide> {
    const mediaPort = await freePort('0.0.0.0');
    const env = { PARLEY_MEDIA_PORT: String(mediaPort), PARLEY_MEDIA_WORKERS: '1' };
    const server = await ParleyServer.start(env, (program, args, options) =>
      spawnPinned(PRODUCT_CORE, program, args, options),
    );
    try {
      const api = createApi(server.url);
      const { code } = await api.createMeeting(await api.register('Ana'));
      return new ProductSide({ server, code, mediaPort, publisher, media });
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  private constructor(parts: {
    server: ParleyServer;
    code: string;
    mediaPort: number;
    publisher: Browser;
    media: RecordedMedia;
  }) {
    this.#server = parts.server;
    this.#code = parts.code;
    this.mediaPort = parts.mediaPort;
    this.#publisher = parts.publisher;
    this.#media = parts.media;
  }

  get url(): string {
    return this.#server.url;
  }

  async setPublishers(count: number): Promise<void> {
    for (; this.#publishers < count; this.#publishers += 1) {
      if (this.#publishers === 0) await this.#openPage();
      else await this.#openSender(this.#publishers);
    }
  }

  join(browser: Browser, network: Network | null): Promise<JoinMoments> {
    return watchJoin(
      browser,
      network,
      async (page) => {
        await page.goto(`${network?.path.url ?? this.url}/m/${this.#code}`);
        await page.getByLabel('Your name').pressSequentially('Cleo');
      },
      // Whoever is only gone keeps the seat for a while, and the next page would draw one tile more.
      async (page) => {
        await page.getByRole('button', { name: /^Leave/ }).click();
        await page.getByRole('button', { name: 'Join again' }).waitFor();
      },
    );
  }

  async close(): Promise<void> {
    for (const leave of this.#leaves) leave();
    await this.#server.stop();
  }

  /** The first is a real page, whose encoder takes the time that encoders take. */
  async #openPage(): Promise<void> {
    const page = await openPublishingPage(this.#publisher);
    await page.goto(`${this.url}/m/${this.#code}?name=Ben&skipPrejoin=1`);
    await page.getByRole('button', { name: /^Leave/ }).waitFor();
  }

  async #openSender(index: number): Promise<void> {
    const sender = await openSender({
      url: this.url,
      code: this.#code,
      index,
      media: this.#media,
    });
    this.#leaves.push(() => sender.close());
  }
}
