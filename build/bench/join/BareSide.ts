import type { Browser } from 'playwright';
import type { RecordedMedia } from '../clients/index.ts';
import { openBareSender } from './bare/openBareSender.ts';
import { BareServer } from './bare/BareServer.ts';
import { openPublishingPage } from './browsers.ts';
import type { JoinSide } from './JoinSide.ts';
import type { JoinMoments } from './pageProbe.ts';
import { type Network, watchJoin } from './watchJoin.ts';

/** mediasoup and mediasoup-client with as little around them as people can meet by. */
export class BareSide implements JoinSide {
  readonly name = 'bare';
  readonly #server: BareServer;
  readonly #publisher: Browser;
  readonly #media: RecordedMedia;
  readonly #leaves: (() => void)[] = [];
  #publishers = 0;

  static async start(publisher: Browser, media: RecordedMedia): Promise<BareSide> {
    return new BareSide(await BareServer.start(), publisher, media);
  }

  private constructor(server: BareServer, publisher: Browser, media: RecordedMedia) {
    this.#server = server;
    this.#publisher = publisher;
    this.#media = media;
  }

  get url(): string {
    return this.#server.url;
  }

  get mediaPort(): number {
    return this.#server.mediaPort;
  }

  async setPublishers(count: number): Promise<void> {
    for (; this.#publishers < count; this.#publishers += 1) {
      if (this.#publishers === 0) await this.#openPage();
      else {
        const { url } = this.#server;
        const index = this.#publishers;
        this.#leaves.push(await openBareSender({ url, index, media: this.#media }));
      }
    }
  }

  join(browser: Browser, network: Network | null): Promise<JoinMoments> {
    return watchJoin(browser, network, async (page) => {
      await page.goto(network?.path.url ?? this.url);
      // It is enabled when all is ready that can be before the press.
      await page.getByRole('button', { name: 'Join', disabled: false }).waitFor();
    });
  }

  async close(): Promise<void> {
    for (const leave of this.#leaves) leave();
    await this.#server.close();
  }

  async #openPage(): Promise<void> {
    const page = await openPublishingPage(this.#publisher);
    await page.goto(`${this.url}/#join`);
    await page.locator('body[data-published]').waitFor();
  }
}
