export { DatabaseError } from './DatabaseError.ts';
export { PreparingClient } from './PreparingClient.ts';
export { openDatabase, type Database } from './openDatabase.ts';
export { createAccountStore } from './repositories/accountStore.ts';
export { createChatMessages } from './repositories/chatMessages.ts';
export { createMeetingStore } from './repositories/meetingStore.ts';
export { createSeatStore } from './repositories/seatStore.ts';
