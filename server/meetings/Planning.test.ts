import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Meeting } from '../../shared/contracts/index.ts';
import { AppError } from '../../shared/errors.ts';
import { createFakeMeetings, plan } from './fakes/createFakeMeetings.ts';
import type { Account } from './records.ts';

const ADDRESS = '192.0.2.1';

let on: ReturnType<typeof createFakeMeetings>;
let meeting: Meeting;
beforeEach(async () => {
  on = createFakeMeetings();
  meeting = await on.meetings.create(on.host, plan({ passcode: 'secret' }));
});

async function joinAsMember(role: 'cohost' | 'participant' = 'participant') {
  const request = { code: meeting.code, user: on.member, passcode: 'secret', address: ADDRESS };
  const { participantId } = await on.meetings.join(request);
  await on.meetings.setParticipantRole(participantId, role);
  return participantId;
}

async function joinAsGuest() {
  const { code } = meeting;
  const request = { code, user: null, displayName: 'Gina', passcode: 'secret', address: ADDRESS };
  return on.meetings.join(request);
}

/** `done`, or the code of the refusal. */
async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

test('a new meeting is scheduled, its maker hosts it and reads its passcode', () => {
  expect(meeting).toMatchObject({
    status: 'scheduled',
    myRole: 'host',
    hostName: 'Hanna',
    passcode: 'secret',
    hasPasscode: true,
    presentCount: 0,
  });
});

describe('who may do what, over REST', () => {
  const acts: Record<string, (user: Account, code: string) => Promise<unknown>> = {
    get: (user, code) => on.meetings.get(user, code),
    update: (user, code) => on.meetings.update(user, code, { title: 'Other' }),
    end: (user, code) => on.meetings.end(user, code),
    remove: (user, code) => on.meetings.remove(user, code),
    list: (user, code) => on.meetings.listParticipants(user, code, { page: 1, pageSize: 20 }),
  };
  test.each([
    ['get', 'done', 'done', 'done', 'meeting_not_found'],
    ['list', 'done', 'done', 'done', 'meeting_not_found'],
    ['update', 'done', 'forbidden', 'forbidden', 'meeting_not_found'],
    ['end', 'done', 'forbidden', 'forbidden', 'meeting_not_found'],
    ['remove', 'done', 'forbidden', 'forbidden', 'meeting_not_found'],
  ])('%s: host %s, co-host %s, participant %s, stranger %s', async (name, ...expected) => {
    const [host, cohost, participant, stranger] = expected;
    const act = acts[name];
    if (!act) throw new Error(`no such act: ${name}`);
    expect(await codeOf(act(on.member, meeting.code))).toBe(stranger);
    await joinAsMember('participant');
    expect(await codeOf(act(on.member, meeting.code))).toBe(participant);
    await joinAsMember('cohost');
    expect(await codeOf(act(on.member, meeting.code))).toBe(cohost);
    expect(await codeOf(act(on.host, meeting.code))).toBe(host);
  });

  test('the passcode is told to the host and co-hosts, the others learn that there is one', async () => {
    await joinAsMember('participant');
    const seen = await on.meetings.get(on.member, meeting.code);
    expect(seen).toMatchObject({ passcode: null, hasPasscode: true, myRole: 'participant' });
    await joinAsMember('cohost');
    expect(await on.meetings.get(on.member, meeting.code)).toMatchObject({ passcode: 'secret' });
  });

  test('[A4] a removed member has nothing to do with the meeting any more', async () => {
    const participantId = await joinAsMember();
    await on.meetings.kick(on.host, meeting.code, participantId);
    expect(await codeOf(on.meetings.get(on.member, meeting.code))).toBe('meeting_not_found');
    const query = { page: 1, pageSize: 20, when: 'upcoming' } as const;
    expect(await on.meetings.listMine(on.member, query)).toEqual({ items: [], total: 0 });
  });
});

describe('update', () => {
  test('changes what is given and tells the live room', async () => {
    const changed = await on.meetings.update(on.host, meeting.code, { title: 'Daily' });
    expect(changed).toEqual({ ...meeting, title: 'Daily' });
    expect(await on.meetings.get(on.host, meeting.code)).toEqual(changed);
    expect(on.live.asked).toEqual([`changed ${meeting.id}`]);
  });

  test('takes a passcode away, and sets another', async () => {
    const open = await on.meetings.update(on.host, meeting.code, { passcode: null });
    expect(open).toMatchObject({ passcode: null, hasPasscode: false });
    const closed = await on.meetings.update(on.host, meeting.code, { passcode: 'other' });
    expect(closed).toMatchObject({ passcode: 'other', hasPasscode: true });
  });

  test('refuses an end before the start also where only one of them is sent', async () => {
    const startsAt = '2030-05-01T10:00:00Z';
    await on.meetings.update(on.host, meeting.code, { startsAt });
    const update = on.meetings.update(on.host, meeting.code, {
      endsAt: '2030-05-01T12:00:00+03:00',
    });
    await expect(update).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { endsAt: 'The end must come after the start.' },
    });
  });

  test('refuses to change what has ended', async () => {
    await on.meetings.end(on.host, meeting.code);
    const update = on.meetings.update(on.host, meeting.code, { title: 'Late' });
    expect(await codeOf(update)).toBe('meeting_ended');
  });
});

describe('kick', () => {
  const removals = () => on.live.asked.filter((asked) => asked.startsWith('remove '));

  test('[A1] follows the permissions: a co-host removes guests but not the host', async () => {
    const guest = await joinAsGuest();
    const hostSeat = await on.meetings.join({
      code: meeting.code,
      user: on.host,
      address: ADDRESS,
    });
    await joinAsMember('participant');
    const kick = (participantId: string) =>
      codeOf(on.meetings.kick(on.member, meeting.code, participantId));
    expect(await kick(guest.participantId)).toBe('forbidden');
    await joinAsMember('cohost');
    expect(await kick(hostSeat.participantId)).toBe('forbidden');
    expect(await kick(guest.participantId)).toBe('done');
    expect(await kick(guest.participantId)).toBe('participant_not_found');
    expect(new Set(removals())).toEqual(new Set([`remove ${meeting.id} ${guest.participantId}`]));
  });

  test('[A4] sends every device of the account out', async () => {
    const phone = await joinAsMember();
    const laptop = await joinAsMember();
    await on.meetings.kick(on.host, meeting.code, phone);
    expect(removals().sort()).toEqual(
      [phone, laptop].map((id) => `remove ${meeting.id} ${id}`).sort(),
    );
  });

  test('does not reach into another meeting', async () => {
    const guest = await joinAsGuest();
    const other = await on.meetings.create(on.host, plan());
    const kick = on.meetings.kick(on.host, other.code, guest.participantId);
    expect(await codeOf(kick)).toBe('participant_not_found');
  });
});

describe('leave', () => {
  test('gives the seat up, and once more does no harm', async () => {
    const { participantId, seatToken } = await joinAsGuest();
    await on.meetings.leave(meeting.code, seatToken, ADDRESS);
    await on.meetings.leave(meeting.code, seatToken, ADDRESS);
    expect(on.live.asked).toContain(`leave ${meeting.id} ${participantId}`);
    const page = { page: 1, pageSize: 20 };
    const { items } = await on.meetings.listParticipants(on.host, meeting.code, page);
    expect(items[0]).toMatchObject({ participantId, isPresent: false });
    expect(items[0]?.leftAt).toBe(new Date(on.clock.now).toISOString());
  });

  test('with a token of another meeting, or none, there is nothing to leave', async () => {
    const { seatToken } = await joinAsGuest();
    const other = await on.meetings.create(on.host, plan());
    for (const token of [seatToken, 'nonsense']) {
      expect(await codeOf(on.meetings.leave(other.code, token, ADDRESS))).toBe('not_in_meeting');
    }
  });
});

describe('deletion', () => {
  test('sends everybody out and leaves no trace of the code', async () => {
    await on.meetings.remove(on.host, meeting.code);
    expect(on.live.asked).toEqual([`close ${meeting.id} deleted`]);
    expect(await codeOf(on.meetings.lobby(null, meeting.code, ADDRESS))).toBe('meeting_not_found');
  });

  /** The next deletion is not answered. */
  function loseAnswer(isStored: boolean): void {
    const { meetings } = on.stores;
    const stored = { ...meetings };
    meetings.remove = async (...args) => {
      Object.assign(meetings, stored);
      if (isStored) await stored.remove(...args);
      throw new AppError('unavailable', 'The answer was lost.');
    };
  }

  test('that was stored but not answered sends everybody out without being asked again', async () => {
    loseAnswer(true);
    expect(await codeOf(on.meetings.remove(on.host, meeting.code))).toBe('unavailable');
    await vi.waitFor(() => expect(on.live.asked).toEqual([`close ${meeting.id} deleted`]));
  });

  test('that was not stored leaves everybody in, until it is', async () => {
    loseAnswer(false);
    expect(await codeOf(on.meetings.remove(on.host, meeting.code))).toBe('unavailable');
    await on.meetings.get(on.host, meeting.code);
    expect(on.live.asked).toEqual([]);
    await on.meetings.remove(on.host, meeting.code);
    expect(on.live.asked).toEqual([`close ${meeting.id} deleted`]);
  });

  test('of an account closes the rooms of its meetings', async () => {
    const owned = await on.meetings.idsOwnedBy(on.host.id);
    expect(owned).toEqual([meeting.id]);
    on.meetings.closeDeleted(owned);
    expect(on.live.asked).toEqual([`close ${meeting.id} deleted`]);
  });
});
