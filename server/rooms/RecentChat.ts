import { CHAT_PAGE_SIZE, type ChatMessage } from '../../shared/contracts/index.ts';
import type { ChatHistory } from './ports.ts';

/**
 * The last messages of a live meeting, as whoever joins or resumes is told them: in the very moment of entering, so that
 * none falls between, and also while the database is away. Every message of a live meeting comes through here.
 */
export class RecentChat {
  #messages: readonly ChatMessage[];
  #hasMore: boolean;

  /** @param history what was stored before the room was opened */
  constructor({ messages, hasMore }: ChatHistory) {
    this.#messages = messages;
    this.#hasMore = hasMore;
  }

  add(message: ChatMessage): void {
    if (this.#messages.some(({ id }) => id === message.id)) return;
    const messages = [...this.#messages, message];
    this.#hasMore ||= messages.length > CHAT_PAGE_SIZE;
    this.#messages = messages.slice(-CHAT_PAGE_SIZE);
  }

  toHistory(): ChatHistory {
    return { messages: [...this.#messages], hasMore: this.#hasMore };
  }
}
