import type { ChatMessage } from '../../shared/contracts/index.ts';
import { AppError } from '../../shared/errors.ts';
import type { ChatMessages, NewChatMessage } from './ports.ts';

/** Older ones count as told: whoever still sends them again has been away for long. */
const MAX_UNSETTLED = 1_000;

export interface ChatHistory {
  /** Oldest first. */
  messages: ChatMessage[];
  /** There are older ones. */
  hasMore: boolean;
}

/** What people write in a meeting. Who may write is decided before it comes here. */
export class Chat {
  readonly #messages: ChatMessages;
  readonly #now: () => number;
  /** Messages of which nobody knows whether they were stored: the database went away before it said. */
  readonly #unsettled = new Set<string>();

  /** @param now milliseconds since the epoch */
  constructor(messages: ChatMessages, now: () => number = Date.now) {
    this.#messages = messages;
    this.#now = now;
  }

  /**
   * [R7] An id that the same person sent before is answered with the message that is there. It is new all the same when
   * nobody was told of it yet: it was stored, and the answer got lost on its way here.
   * @throws {AppError} `conflict` when the id is another person's message, `meeting_not_found`, `unavailable`
   */
  async send(
    message: Omit<NewChatMessage, 'sentAt'>,
  ): Promise<{ message: ChatMessage; isNew: boolean }> {
    const stored = await this.#store({ ...message, sentAt: this.#now() });
    if (!stored) throw new AppError('meeting_not_found', 'This meeting is gone.');
    if (stored.message.participantId !== message.participantId) {
      throw new AppError('conflict', 'Another message has this id. Send yours with a new one.');
    }
    return stored;
  }

  async latest(meetingId: string, limit: number): Promise<ChatHistory> {
    return toHistory(await this.#messages.listLatest(meetingId, limit + 1), limit);
  }

  /** @throws {AppError} `not_found` when there is no such message in this meeting */
  async before(meetingId: string, beforeId: string, limit: number): Promise<ChatHistory> {
    const messages = await this.#messages.listBefore(meetingId, beforeId, limit + 1);
    if (!messages) throw new AppError('not_found', 'There is no such message in this meeting.');
    return toHistory(messages, limit);
  }

  async #store(message: NewChatMessage): ReturnType<ChatMessages['addOnce']> {
    const key = `${message.meetingId} ${message.participantId} ${message.id}`;
    try {
      const stored = await this.#messages.addOnce(message);
      // Of two that ask at once, one is told that it is new.
      const wasUnsettled = this.#unsettled.delete(key);
      return stored && { ...stored, isNew: stored.isNew || wasUnsettled };
    } catch (error) {
      this.#unsettled.add(key);
      const [oldest] = this.#unsettled;
      if (this.#unsettled.size > MAX_UNSETTLED && oldest) this.#unsettled.delete(oldest);
      throw error;
    }
  }
}

/** One more than wanted was read, which tells whether there are older ones. */
function toHistory(messages: ChatMessage[], limit: number): ChatHistory {
  const hasMore = messages.length > limit;
  return { messages: hasMore ? messages.slice(-limit) : messages, hasMore };
}
