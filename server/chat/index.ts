export { Chat, type ChatHistory } from './Chat.ts';
export type { ChatMessages, NewChatMessage } from './ports.ts';
