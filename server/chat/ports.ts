import type { ChatMessage } from '../../shared/contracts/index.ts';

export interface NewChatMessage extends ChatMessage {
  meetingId: string;
}

/** Where chat is kept. */
export interface ChatMessages {
  /**
   * Stores it unless the meeting has a message of that id already.
   * @returns what the meeting has under that id now; null when the meeting is gone
   */
  addOnce(message: NewChatMessage): Promise<{ message: ChatMessage; isNew: boolean } | null>;
  /** The last messages, oldest first. */
  listLatest(meetingId: string, limit: number): Promise<ChatMessage[]>;
  /** The messages before that one, oldest first; null when the meeting has no such message. */
  listBefore(meetingId: string, messageId: string, limit: number): Promise<ChatMessage[] | null>;
}
