import { afterAll, beforeAll, expect, test } from 'vitest';
import { HOST_AWAY_MS } from '../../../shared/domain/actingHost.ts';
import { House } from './House.ts';

let house: House;

beforeAll(async () => {
  house = await House.open();
});
afterAll(() => house.close());

test(
  '[H1] [H2] a member acts, over REST too, for a host who does not come back from a restart; the host finds everything open',
  {
    timeout: HOST_AWAY_MS + 30_000,
  },
  async () => {
    const [ana, ben] = [await house.register('Ana'), await house.register('Ben')];
    const plan = { passcode: 'rosebud', maxParticipants: 3 };
    const { code } = await house.createMeeting(ana, plan);
    const host = await house.connect(ana);
    await host.call('meeting:join', { code });
    const before = await house.connect(ben);
    const input = { code, passcode: 'rosebud' };
    const { seatToken, participantId } = (await before.call('meeting:join', input)).self;
    await house.restart();

    const member = await house.connect(ben);
    const joined = await member.call('meeting:join', { code, seatToken });
    expect(joined.actingHostId).toBeNull();
    const gil = await house.connect();
    const { self } = await gil.call('meeting:join', { ...input, displayName: 'Gil' });
    const sendGilOut = () =>
      house.delete(`/meetings/${code}/participants/${self.participantId}`, ben);
    await expect(sendGilOut()).rejects.toThrow('403');
    await expect(member.call('meeting:setLocked', { isLocked: true })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await member.event(
      'meeting:rosterChanged',
      ({ actingHostId }) => actingHostId === participantId,
    );
    await sendGilOut();
    expect(await gil.event('meeting:ended')).toEqual({ reason: 'removed' });
    await member.call('meeting:setLocked', { isLocked: true });
    await expect(member.call('meeting:end', {})).rejects.toMatchObject({ code: 'forbidden' });
    const guest = await house.connect();
    const refused = guest.call('meeting:join', { ...input, displayName: 'Cleo' });
    await expect(refused).rejects.toMatchObject({ code: 'meeting_locked' });

    // Another device, so without the seat of before: only the account says that this is the host.
    const back = await house.connect(ana);
    const returned = await back.call('meeting:join', { code });
    expect(returned.actingHostId).toBeNull();
    expect(returned.meeting.isLocked).toBe(true);
    await member.event('meeting:rosterChanged', ({ actingHostId }) => actingHostId === null);
    await expect(member.call('meeting:setLocked', { isLocked: false })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await back.call('participant:remove', { participantId });
    expect(await member.event('meeting:ended')).toEqual({ reason: 'removed' });
  },
);
