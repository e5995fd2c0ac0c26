import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { House, type Account } from './House.ts';
import type { SocketClient } from './SocketClient.ts';

let house: House;
let host: Account;

beforeAll(async () => {
  house = await House.open();
  host = await house.register('Ana');
});
afterEach(() => house.disconnectAll());
afterAll(() => house.close());

/** Two in one meeting: who writes, and who reads along; `join` brings one more. */
async function talk() {
  const { code } = await house.createMeeting(host);
  const join = async (displayName: string) => {
    const client = await house.connect();
    return { client, joined: await client.call('meeting:join', { code, displayName }) };
  };
  const [writer, reader] = [await join('Ben'), await join('Chen')];
  return { writer: writer.client, reader: reader.client, join };
}

const say = (client: SocketClient, text: string) =>
  client.reply('chat:sendMessage', { id: randomUUID(), text });

test.each([
  ['one character', 'x'],
  ['4000 characters', 'x'.repeat(4000)],
  ['markup', '<img src=x onerror="alert(1)"><b>bold</b> &amp; &lt;i&gt; [a](javascript:b) **c**'],
  [
    'what other languages would run',
    `'; drop table "chatMessages"; -- \${1} {{2}} %s $1 \\u0041 \\n`,
  ],
  ['emoji, joined and toned', '👩🏽‍💻 👨‍👩‍👧‍👦 🏳️‍🌈 🇪🇺 ❤️'],
  ['right-to-left with its marks', 'שלום \u200fعالم\u200e abc \u2067مرحبا\u2069'],
  ['accents in their own characters', 'e\u0301 is not \u00e9, A\u030a is not \u00c5'],
  ['lines, tabs and spaces', '  first\n\n\tsecond \r\n third  '],
])('[C3] %s: stored and sent exactly as given', async (_what, text) => {
  const { writer, reader, join } = await talk();
  expect(await say(writer, text)).toMatchObject({ ok: true, data: { text } });
  expect((await reader.event('chat:messageSent')).text).toBe(text);
  const { joined } = await join('Late');
  expect(joined.chat.messages.map((message) => message.text)).toEqual([text]);
});

test.each([
  ['no character', ''],
  ['4001 characters', 'x'.repeat(4001)],
  ['nothing but space', ' \n\t '],
  ['a NUL, which PostgreSQL cannot store', 'a\0b'],
  ['half a character', 'a\ud83d'],
])('[C3] %s: refused, and nobody reads it', async (_what, text) => {
  const { writer, reader, join } = await talk();
  expect(await say(writer, text)).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
  const { joined } = await join('Late');
  expect(joined.chat.messages).toEqual([]);
  // What comes next is the first that anybody sees.
  await say(writer, 'after');
  expect((await reader.event('chat:messageSent')).text).toBe('after');
});
