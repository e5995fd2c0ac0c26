import type { ChatMessage } from '../../../../../shared/contracts/index.ts';
import { AppError } from '../../../../../shared/errors.ts';
import type { Caller } from '../../../signaling/index.ts';

export interface ChatOutboxDeps {
  caller: Caller;
  onSent(message: ChatMessage): void;
  onFailed(messageId: string): void;
}

/**
 * Sends messages in the order they were written, one at a time. Each has its id from the start, so
 * that one whose answer was lost with the connection can be sent again and is still shown once [R7].
 */
export class ChatOutbox {
  readonly #deps: ChatOutboxDeps;
  readonly #queue: { id: string; text: string }[] = [];
  #isSending = false;
  /** Counts connections: a failure of the one before is no reason to wait on this one. */
  #connections = 0;
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
    for (const { id } of this.#queue.splice(0)) this.#deps.onFailed(id);
  }

  async #send(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    for (let message = this.#queue[0]; message; message = this.#queue[0]) {
      const connection = this.#connections;
      const isDone = await this.#sendOne(message);
      if (!isDone && connection === this.#connections) break;
    }
    this.#isSending = false;
  }

  /** @returns false: the connection is lost, and the message stays first in the queue */
  async #sendOne(message: { id: string; text: string }): Promise<boolean> {
    try {
      const stored = await this.#deps.caller.call('chat:sendMessage', message);
      this.#take(message);
      this.#deps.onSent(stored);
    } catch (error) {
      if (error instanceof AppError && error.code === 'unavailable') return false;
      if (this.#take(message)) this.#deps.onFailed(message.id);
    }
    return true;
  }

  #take(message: { id: string }): boolean {
    const index = this.#queue.findIndex(({ id }) => id === message.id);
    return index >= 0 && this.#queue.splice(index, 1).length > 0;
  }
}
