import type { Browser } from 'playwright';
import type { RecordedMedia } from '../clients/index.ts';
import { type BareSenderHandle, openBareSender } from './bare/openBareSender.ts';
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
  readonly #senders: BareSenderHandle[] = [];
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
        this.#senders.push(await openBareSender({ url, index, media: this.#media }));
      }
    }
  }

  /** Others send only meanwhile: both rooms at once would be more than the generator's core can send. */
  async join(browser: Browser, network: Network | null): Promise<JoinMoments> {
    for (const sender of this.#senders) sender.start();
    try {
      return await watchJoin(browser, network, async (page) => {
        await page.goto(network?.path.url ?? this.url);
        // It is enabled when all is ready that can be before the press.
        await page.getByRole('button', { name: 'Join', disabled: false }).waitFor();
      });
    } finally {
      for (const sender of this.#senders) sender.stop();
    }
  }

  async close(): Promise<void> {
    for (const sender of this.#senders) sender.leave();
    await this.#server.close();
  }

  async #openPage(): Promise<void> {
    const page = await openPublishingPage(this.#publisher);
    await page.goto(`${this.url}/#join`);
    await page.locator('body[data-published]').waitFor();
  }
}
