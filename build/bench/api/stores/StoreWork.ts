import type { UserPosition } from '../../../../server/accounts/index.ts';

/** What the product asks of its database most; each path answers with the same records. */
export interface StoreWork {
  findMeeting(code: string, userId: string): Promise<unknown>;
  listMeetings(userId: string): Promise<unknown>;
  findSeat(participantId: string): Promise<unknown>;
  findUser(userId: string): Promise<unknown>;
  findSession(familyId: string): Promise<unknown>;
  /** @param after null: the first page, with how many there are */
  listUsers(after: UserPosition | null): Promise<{ next: UserPosition | null }>;
  /** One rotation, in a transaction: look up and lock, write the successor, note the visit. */
  refresh(tokenHash: Buffer, nextHash: Buffer): Promise<unknown>;
  addMeeting(id: string, code: string, ownerId: string): Promise<unknown>;
  addMessage(id: string, meetingId: string, participantId: string): Promise<unknown>;
  close(): Promise<void>;
}
