import { randomUUID } from 'node:crypto';
import type { ScreenSource } from '../../../shared/contracts/bridge.ts';
import type { ScreenPort, WindowPort } from '../ports/ports.ts';

export interface ScreenChoice {
  sourceId: string;
  withAudio: boolean;
}

/**
 * Lets the user choose what to share, in the client's own dialog. One question at a time: a newer
 * one answers the older with "nothing".
 */
export class ScreenPicker {
  readonly #screen: ScreenPort;
  readonly #window: Pick<WindowPort, 'send'>;
  #open: {
    requestId: string;
    sources: readonly ScreenSource[];
    answer(choice: ScreenChoice | null): void;
  } | null = null;
  /** Counts questions and cancellations: who listed sources meanwhile sees that nobody asks any more. */
  #turn = 0;

  constructor(screen: ScreenPort, window: Pick<WindowPort, 'send'>) {
    this.#screen = screen;
    this.#window = window;
  }

  /** @returns null when the user shares nothing after all */
  async choose(): Promise<ScreenChoice | null> {
    this.cancel();
    const turn = this.#turn;
    const sources = await this.#screen.listSources();
    if (turn !== this.#turn) return null;
    const [first] = sources;
    if (!first) return null;
    // On Wayland, listing has just asked the user through the system's portal.
    if (this.#screen.hasSystemPicker) return { sourceId: first.id, withAudio: false };
    return new Promise((resolve) => {
      const requestId = randomUUID();
      this.#open = { requestId, sources, answer: resolve };
      this.#window.send('screen:sourcesOffered', {
        requestId,
        sources,
        canShareAudio: this.#screen.canShareAudio,
      });
    });
  }

  handleChoice(choice: { requestId: string; sourceId: string | null; withAudio: boolean }): void {
    const open = this.#open;
    if (open?.requestId !== choice.requestId) return;
    this.#open = null;
    const isOffered = open.sources.some(({ id }) => id === choice.sourceId);
    const withAudio = choice.withAudio && this.#screen.canShareAudio;
    open.answer(
      choice.sourceId !== null && isOffered ? { sourceId: choice.sourceId, withAudio } : null,
    );
  }

  /** The page is gone, or asks anew: nobody will answer the open question. */
  cancel(): void {
    this.#turn += 1;
    this.#open?.answer(null);
    this.#open = null;
  }
}
