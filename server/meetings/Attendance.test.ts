import { beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { createFakeMeetings, plan } from './fakes/createFakeMeetings.ts';

let on: ReturnType<typeof createFakeMeetings>;
beforeEach(() => {
  on = createFakeMeetings();
});

/** A member in a meeting with two devices. */
async function meetOnTwoDevices() {
  const { id: meetingId, code } = await on.meetings.create(on.host, plan());
  const request = { code, user: on.member, displayName: 'Mo', address: '192.0.2.1' };
  const [phone, laptop] = [await on.meetings.admit(request), await on.meetings.admit(request)];
  const ids = [phone, laptop].map(({ seat }) => seat.participantId);
  for (const participantId of ids) {
    on.live.present.set(participantId, meetingId);
    await on.meetings.markJoined(participantId);
  }
  const [phoneId = '', laptopId = ''] = ids;
  return { meetingId, code, phoneId, laptopId };
}

/** The next removal is stored, but not answered. */
function loseNextAnswer(): void {
  const { seats } = on.stores;
  const stored = { ...seats };
  seats.remove = async (...args) => {
    Object.assign(seats, stored);
    await stored.remove(...args);
    throw new AppError('unavailable', 'The answer was lost.');
  };
}

describe('[H2] who acts as host, over REST', () => {
  test('sends out who is neither host nor co-host, while they act', async () => {
    const { id: meetingId, code } = await on.meetings.create(on.host, plan());
    const enter = async (user: typeof on.member | null) => {
      const request = { code, user, displayName: 'Mo', address: '192.0.2.1' };
      const { participantId } = (await on.meetings.admit(request)).seat;
      on.live.present.set(participantId, meetingId);
      await on.meetings.markJoined(participantId);
      return participantId;
    };
    const guest = await enter(null);
    const host = await enter(on.host);
    await enter(on.member);
    const kick = (participantId: string) => on.meetings.kick(on.member, code, participantId);
    await expect(kick(guest)).rejects.toMatchObject({ code: 'forbidden' });
    on.live.actingHosts.add(on.member.id);
    await expect(kick(host)).rejects.toMatchObject({ code: 'forbidden' });
    await kick(guest);
    expect(on.live.present.has(guest)).toBe(false);
  });
});

describe('[A4] a removal that was stored but not answered is completed by trying again', () => {
  test('over REST: the person is sent out, with every device', async () => {
    const { code, phoneId } = await meetOnTwoDevices();
    const kick = () => on.meetings.kick(on.host, code, phoneId);
    loseNextAnswer();
    await expect(kick()).rejects.toMatchObject({ code: 'unavailable' });
    expect(on.live.present.size).toBe(2);
    await kick();
    expect(on.live.present.size).toBe(0);
    await expect(kick()).rejects.toMatchObject({ code: 'participant_not_found' });
  });

  test('over REST: the second device is sent out where the first has gone meanwhile', async () => {
    const { code, phoneId } = await meetOnTwoDevices();
    loseNextAnswer();
    const first = on.meetings.kick(on.host, code, phoneId);
    await expect(first).rejects.toMatchObject({ code: 'unavailable' });
    on.live.present.delete(phoneId);
    await on.meetings.kick(on.host, code, phoneId);
    expect(on.live.present.size).toBe(0);
  });

  test('over a socket: both devices are sent out, also where they are only on the way in', async () => {
    const { meetingId, phoneId, laptopId } = await meetOnTwoDevices();
    loseNextAnswer();
    const first = on.meetings.markRemoved(phoneId);
    await expect(first).rejects.toMatchObject({ code: 'unavailable' });
    await on.meetings.markRemoved(phoneId);
    expect(on.live.asked.toSorted()).toEqual(
      [phoneId, laptopId].map((id) => `remove ${meetingId} ${id}`).sort(),
    );
  });
});
