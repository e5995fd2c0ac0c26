import type { Joined } from '../../shared/contracts/index.ts';
import { FakeClock } from './fakeClock.ts';
import { FakeChat, FakeLines, FakeMedia, FakeMeetings, type FakeConnection } from './fakePorts.ts';
import { Rooms } from './Rooms.ts';
import type { RoomSession } from './RoomSession.ts';

export const silent = { info: () => {}, warn: () => {}, error: () => {} };

export interface Person {
  connection: FakeConnection;
  session: RoomSession;
  answer: Joined;
}

/** Rooms on fakes, and people who come in. */
export function createHouse() {
  const clock = new FakeClock();
  const lines = new FakeLines();
  const meetings = new FakeMeetings();
  const media = new FakeMedia();
  const chat = new FakeChat();
  const { broadcast } = lines;
  const rooms = new Rooms({ clock, meetings, media, chat, broadcast, log: silent });
  const join = async (displayName: string, seatToken?: string): Promise<Person> => {
    const connection = lines.connect();
    const client = { connection, user: null, address: '::1' };
    const input = { code: 'abc-defg-hjk', displayName, ...(seatToken && { seatToken }) };
    const entry = await rooms.join(client, input);
    return { connection, ...entry.finish() };
  };
  const resume = async (person: Person) => {
    const connection = lines.connect();
    const { seatToken, sessionId } = person.answer.self;
    const client = { connection, user: null, address: '::1' };
    const entry = await rooms.resume(client, { seatToken, sessionId });
    return { connection, ...entry.finish() };
  };
  return { clock, lines, meetings, media, chat, rooms, join, resume };
}
