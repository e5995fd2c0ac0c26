import {
  createAccountStore,
  createChatMessages,
  createMeetingStore,
  createSeatStore,
  openDatabase,
} from '../../../../server/db/index.ts';
import { newMeeting, newMessage } from './newRows.ts';
import type { StoreWork } from './StoreWork.ts';

const silent = { info: () => undefined, warn: () => undefined };

/** The product's own. */
export async function openOrmStores(url: string): Promise<StoreWork> {
  const database = await openDatabase({ url, log: silent });
  const { dataSource } = database;
  const accounts = createAccountStore(dataSource);
  const meetings = createMeetingStore(dataSource);
  const seats = createSeatStore(dataSource);
  const chat = createChatMessages(dataSource);
  return {
    findMeeting: (code, userId) => meetings.findByCode(code, userId),
    listMeetings: (userId) =>
      meetings.listOfMember(userId, { isEnded: false, offset: 0, limit: 20 }),
    findSeat: (participantId) => seats.find(participantId),
    findUser: (userId) => accounts.users.findById(userId),
    findSession: (familyId) => accounts.families.findStandings([familyId]),
    listUsers: (after) =>
      accounts.users.list({
        sort: 'createdAt',
        order: 'desc',
        from: after && { side: 'after', ...after },
        limit: 20,
      }),
    refresh: (tokenHash, nextHash) =>
      accounts.transact(async ({ families, users }) => {
        const now = new Date();
        const found = await families.lockByToken(tokenHash);
        if (!found) throw new Error('no such token');
        const { family } = found;
        const user = await users.findById(family.userId);
        const next = { ...family, generation: family.generation + 1, rotatedAt: now };
        await families.advance(next, nextHash);
        return { user, seen: await users.update(family.userId, { lastSeenAt: now }) };
      }),
    addMeeting: (id, code, ownerId) => meetings.add(newMeeting(id, code, ownerId)),
    addMessage: (id, meetingId, participantId) =>
      chat.addOnce(newMessage(id, meetingId, participantId)),
    close: () => database.close(),
  };
}
