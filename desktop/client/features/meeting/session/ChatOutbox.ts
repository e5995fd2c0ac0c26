import type { ChatMessage } from '../../../../../shared/contracts/index.ts';
import { AppError } from '../../../../../shared/errors.ts';
import type { Clock } from '../../../platform/clock.ts';
import { type Caller, ConnectionLost } from '../../../signaling/index.ts';

/** Where the server does not say when to try again. */
const RETRY_MS = 2_000;

export interface ChatOutboxDeps {
  caller: Caller;
  clock: Pick<Clock, 'after'>;
  /** The server cannot store it for the moment; it is sent again by itself [C4]. */
  onWaiting(messageId: string): void;
  onSent(message: ChatMessage): void;
  onFailed(messageId: string): void;
}

/**
 * Sends messages in the order they were written, one at a time. Each has its id from the start, so
 * that one whose answer was lost with the connection, or that the server could not store, can be sent again and is still
 * shown once [R7], [C4].
 */
export class ChatOutbox {
  readonly #deps: ChatOutboxDeps;
  readonly #queue: { id: string; text: string }[] = [];
  #isSending = false;
  /** Counts connections: a failure of the one before is no reason to wait on this one. */
  #connections = 0;
  #cancelRetry: () => void = () => undefined;
  #closed = false;

  constructor(deps: ChatOutboxDeps) {
    this.#deps = deps;
  }

  add(id: string, text: string): void {
    if (this.#closed) return this.#deps.onFailed(id);
    this.#queue.push({ id, text });
    void this.#send();
  }

  handleReconnected(): void {
    this.#connections += 1;
    void this.#send();
  }

  /** What is still here was not sent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#cancelRetry();
    for (const { id } of this.#queue.splice(0)) this.#deps.onFailed(id);
  }

  async #send(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    for (let message = this.#queue[0]; message; message = this.#queue[0]) {
      const connection = this.#connections;
      const outcome = await this.#sendOne(message);
      if (outcome === 'refusedForNow') break;
      if (outcome === 'connectionLost' && connection === this.#connections) break;
    }
    this.#isSending = false;
  }

  /** @returns whether it was done with; otherwise it stays first in the queue */
  async #sendOne(message: {
    id: string;
    text: string;
  }): Promise<'done' | 'connectionLost' | 'refusedForNow'> {
    try {
      const stored = await this.#deps.caller.call('chat:sendMessage', message);
      this.#take(message);
      this.#deps.onSent(stored);
    } catch (error) {
      if (error instanceof ConnectionLost) return 'connectionLost';
      if (error instanceof AppError && error.code === 'unavailable') {
        this.#waitForServer(message, error.retryAfterSeconds);
        return 'refusedForNow';
      }
      if (this.#take(message)) this.#deps.onFailed(message.id);
    }
    return 'done';
  }

  #waitForServer({ id }: { id: string }, seconds: number | undefined): void {
    if (this.#closed) return;
    this.#deps.onWaiting(id);
    const delayMs = seconds === undefined ? RETRY_MS : seconds * 1000;
    this.#cancelRetry();
    this.#cancelRetry = this.#deps.clock.after(delayMs, () => void this.#send());
  }

  #take(message: { id: string }): boolean {
    const index = this.#queue.findIndex(({ id }) => id === message.id);
    return index >= 0 && this.#queue.splice(index, 1).length > 0;
  }
}
