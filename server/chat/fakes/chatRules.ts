import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { Chat } from '../Chat.ts';
import type { ChatMessages } from '../ports.ts';

export interface ChatUnderTest {
  messages: ChatMessages;
  /** Two meetings that exist. */
  meetingIds: readonly string[];
}

const MO = { participantId: randomUUID(), displayName: 'Mo' };
const EVE = { participantId: randomUUID(), displayName: 'Eve' };

/** What chat promises; run on the memory that unit tests use, and on PostgreSQL. */
export function describeChatMessages(name: string, open: () => Promise<ChatUnderTest>): void {
  describe(`chat: ${name}`, () => {
    let chat: Chat;
    let meetingId: string;
    let otherMeetingId: string;
    let now = Date.UTC(2030, 0, 1);
    beforeEach(async () => {
      const { messages, meetingIds } = await open();
      [meetingId = '', otherMeetingId = ''] = meetingIds;
      chat = new Chat(messages, () => (now += 1));
    });
    const say = (text: string, id: string = randomUUID()) =>
      chat.send({ id, meetingId, text, ...MO });

    test('[C1] a message is answered as it is stored, and read back so', async () => {
      const text = 'Two lines,\nand 👍 <b>no</b> markup';
      const { message, isNew } = await say(text);
      expect(message).toMatchObject({ ...MO, text, sentAt: now });
      expect(isNew).toBe(true);
      expect(await chat.latest(meetingId, 50)).toEqual({ messages: [message], hasMore: false });
    });

    test('[R7] a repeated id is answered with the message that is already there', async () => {
      const first = await say('once');
      const again = await say('once more', first.message.id);
      expect(again).toEqual({ message: first.message, isNew: false });
      expect((await chat.latest(meetingId, 50)).messages).toHaveLength(1);
    });

    test('[R7] of an id that is sent many times at once, one message comes', async () => {
      const id = randomUUID();
      const answers = await Promise.all(Array.from({ length: 8 }, () => say('once', id)));
      expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
      expect((await chat.latest(meetingId, 50)).messages).toHaveLength(1);
    });

    test('an id that another person used is a conflict, and tells nothing of theirs', async () => {
      const { message } = await say('mine');
      const stolen = chat.send({ id: message.id, meetingId, text: 'hers', ...EVE });
      await expect(stolen).rejects.toMatchObject({ code: 'conflict' });
    });

    test('an id used in another meeting is free here', async () => {
      const { message } = await say('here');
      const other = { id: message.id, meetingId: otherMeetingId, text: 'there', ...EVE };
      expect(await chat.send(other)).toMatchObject({ isNew: true });
    });

    test('[C2] older messages come by page, oldest first, up to the first one', async () => {
      for (const text of ['1', '2', '3', '4', '5']) await say(text);
      const last = await chat.latest(meetingId, 2);
      expect(last).toMatchObject({ messages: [{ text: '4' }, { text: '5' }], hasMore: true });
      const middle = await chat.before(meetingId, last.messages[0]?.id ?? '', 2);
      expect(middle).toMatchObject({ messages: [{ text: '2' }, { text: '3' }], hasMore: true });
      const first = await chat.before(meetingId, middle.messages[0]?.id ?? '', 2);
      expect(first).toMatchObject({ messages: [{ text: '1' }], hasMore: false });
    });

    test('messages before one that another meeting has are not told', async () => {
      const { message } = await say('here');
      const asked = chat.before(otherMeetingId, message.id, 50);
      await expect(asked).rejects.toMatchObject({ code: 'not_found' });
    });

    test('a message to a meeting that is gone is refused', async () => {
      const gone = chat.send({ id: randomUUID(), meetingId: randomUUID(), text: 'hi', ...MO });
      await expect(gone).rejects.toMatchObject({ code: 'meeting_not_found' });
    });
  });
}
