import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { ClientPath, type ClientPathOptions } from '../support/network/index.ts';
import { openBrowser } from '../support/openBrowser.ts';
import { ParleyServer } from '../support/ParleyServer.ts';
import { writePortrait } from '../support/portraits.ts';

type Ending = () => unknown;

/** Servers, people and networks of one setting; all end with it. */
export class Studio {
  readonly #faces: string;
  readonly #endings: Ending[];
  #people = 0;

  private constructor(faces: string) {
    this.#faces = faces;
    this.#endings = [() => rm(faces, { recursive: true })];
  }

  static async open(): Promise<Studio> {
    return new Studio(await mkdtemp(join(tmpdir(), 'parley-faces-')));
  }

  /** @param env settings as in .env.example */
  async startServer(env: Readonly<Record<string, string>> = {}): Promise<ParleyServer> {
    const server = await ParleyServer.start(env);
    this.#endings.push(() => server.stop());
    return server;
  }

  /** A browser has one fake camera: each person has a browser, and a face, of their own. */
  async openBrowser(): Promise<Browser> {
    const face = await writePortrait(this.#faces, this.#people++);
    const browser = await openBrowser([`--use-file-for-fake-video-capture=${face}`]);
    this.#endings.push(() => browser.close());
    return browser;
  }

  async openPath(options: ClientPathOptions): Promise<ClientPath> {
    const path = await ClientPath.open(options);
    this.#endings.push(() => path.close());
    return path;
  }

  /** The last first: people leave before their server stops. */
  async close(): Promise<void> {
    for (const end of this.#endings.reverse()) await end();
  }
}
