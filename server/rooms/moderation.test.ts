import { expect, test } from 'vitest';
import { FakeClock } from './fakeClock.ts';
import { FakeChat, FakeLines, FakeMedia, FakeMeetings } from './fakePorts.ts';
import { Rooms } from './Rooms.ts';

/** Stores hands when it is told to, in the order in which they came. */
class SlowMeetings extends FakeMeetings {
  readonly #waiting: (() => void)[] = [];

  override async setHand(participantId: string, raisedAt: number | null): Promise<void> {
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
    await super.setHand(participantId, raisedAt);
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  answer(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

async function joinSlowHouse() {
  const meetings = new SlowMeetings();
  const lines = new FakeLines();
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const clock = new FakeClock();
  const { broadcast } = lines;
  const ports = { clock, meetings, media: new FakeMedia(), chat: new FakeChat(), broadcast, log };
  const rooms = new Rooms(ports);
  const client = { connection: lines.connect(), user: null, address: '::1' };
  const entry = await rooms.join(client, { code: 'abc-defg-hjk', displayName: 'ben' });
  const { session } = entry.finish();
  return { meetings, session, hand: () => session.seat.record.handRaisedAt };
}

test('[O4] a hand that is lowered while its going up is being stored stays down', async () => {
  const { meetings, session, hand } = await joinSlowHouse();
  const said = [session.raiseHand(true), session.raiseHand(false)];
  expect(meetings.waiting).toBe(2);
  meetings.answer();
  await Promise.all(said);
  expect(hand()).toBeNull();
  expect(meetings.kept.slice(-2)).toEqual(['hand p-ben up', 'hand p-ben down']);
});

test('[O4] a hand that goes up again meanwhile is up', async () => {
  const { meetings, session, hand } = await joinSlowHouse();
  const said = [true, false, true].map((isRaised) => session.raiseHand(isRaised));
  meetings.answer();
  await Promise.all(said);
  expect(hand()).not.toBeNull();
});

test('[O4] saying it once more is acknowledged when it is stored, and not before', async () => {
  const { meetings, session, hand } = await joinSlowHouse();
  let isAcknowledged = false;
  const first = session.raiseHand(true);
  const again = session.raiseHand(true).then(() => (isAcknowledged = true));
  expect(meetings.waiting).toBe(1);
  expect(isAcknowledged).toBe(false);
  meetings.answer();
  await Promise.all([first, again]);
  expect(hand()).not.toBeNull();
  expect(meetings.kept.filter((what) => what.startsWith('hand'))).toEqual(['hand p-ben up']);
});
