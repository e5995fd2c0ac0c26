import type { Lobby } from '../../../../../shared/contracts/index.ts';
import type { PreparedMedia } from '../../../media/index.ts';

type Capabilities = NonNullable<Lobby['routerRtpCapabilities']>;

interface Ahead {
  /** As JSON: the server may have changed while somebody waits in the lobby. */
  capabilities: string;
  media: Promise<PreparedMedia>;
}

/** Makes in the lobby what a join needs, so that the click finds it ready [M1]. */
export class MediaAhead {
  readonly #prepare: (capabilities: Capabilities) => Promise<PreparedMedia>;
  #ahead: Ahead | null = null;

  constructor(prepare: (capabilities: Capabilities) => Promise<PreparedMedia>) {
    this.#prepare = prepare;
  }

  /** Called with each answer of the lobby; does something where that one brings anything new. */
  make({ routerRtpCapabilities }: Lobby): void {
    if (routerRtpCapabilities === null) return;
    const capabilities = JSON.stringify(routerRtpCapabilities);
    if (this.#ahead?.capabilities === capabilities) return;
    const ahead = { capabilities, media: this.#prepare(routerRtpCapabilities) };
    this.#ahead = ahead;
    ahead.media.catch(() => {
      // A chunk that did not come may come with the next look at the lobby.
      if (this.#ahead === ahead) this.#ahead = null;
    });
  }

  /** For one session alone: no two share a device or certificates. */
  take(): Promise<PreparedMedia> | null {
    const media = this.#ahead?.media ?? null;
    this.#ahead = null;
    return media;
  }
}
