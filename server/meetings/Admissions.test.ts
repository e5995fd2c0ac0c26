import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AppError, type ErrorCode } from '../../shared/errors.ts';
import type { AdmissionRequest } from './Admissions.ts';
import { createFakeMeetings, plan } from './fakes/createFakeMeetings.ts';
import type { MeetingPlan } from './Planning.ts';

let on: ReturnType<typeof createFakeMeetings>;
beforeEach(() => {
  vi.useFakeTimers();
  on = createFakeMeetings();
});
afterEach(() => {
  vi.useRealTimers();
});

const GUEST = { user: null, displayName: 'Gina', address: '192.0.2.1' };

async function create(changes: Partial<MeetingPlan> = {}) {
  return on.meetings.create(on.host, plan(changes));
}

/** `admitted`, or the code of the refusal. */
async function outcome(request: AdmissionRequest): Promise<ErrorCode | 'admitted'> {
  try {
    await on.meetings.admit(request);
    return 'admitted';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

describe('[J2] the order of refusals', () => {
  test('each reason is told before those behind it, until nothing is in the way', async () => {
    const { code, id } = await create({
      passcode: 'secret',
      maxParticipants: 2,
      guestsAllowed: false,
    });
    const stored = { maxParticipants: 2, guestsAllowed: false, isLocked: true };
    // Gina has a removed seat, and everything else is in her way too.
    await on.stores.meetings.change(id, { guestsAllowed: true });
    const { seat, seatToken } = await on.meetings.admit({ ...GUEST, code, passcode: 'secret' });
    await on.meetings.markRemoved(seat.participantId);
    await on.stores.meetings.change(id, stored);
    for (const participantId of ['a', 'b']) on.live.present.set(participantId, id);
    const ended = await create({ passcode: 'secret', guestsAllowed: false });
    await on.meetings.end(on.host, ended.code);

    const seen: string[] = [];
    const ask = async (request: Partial<AdmissionRequest>) => {
      seen.push(await outcome({ ...GUEST, code, ...request }));
    };
    await ask({ code: 'zzz-zzzz-zzz', seatToken });
    await ask({ code: ended.code });
    await ask({ seatToken });
    await ask({});
    await on.stores.meetings.change(id, { guestsAllowed: true });
    await ask({});
    await on.stores.meetings.change(id, { isLocked: false });
    await ask({});
    await ask({ passcode: 'guess' });
    await ask({ passcode: 'secret' });
    on.live.present.delete('a');
    await ask({ passcode: 'secret', displayName: undefined });
    await ask({ passcode: 'secret' });
    expect(seen).toEqual([
      'meeting_not_found',
      'meeting_ended',
      'removed_from_meeting',
      'guests_not_allowed',
      'meeting_locked',
      'passcode_required',
      'wrong_passcode',
      'meeting_full',
      'invalid_input',
      'admitted',
    ]);
  });

  test('a removed member is refused on every device, however they come', async () => {
    const { code } = await create();
    const { seat } = await on.meetings.admit({ code, user: on.member, address: '192.0.2.1' });
    await on.meetings.markRemoved(seat.participantId);
    const again = { code, user: on.member, address: '198.51.100.1' };
    expect(await outcome(again)).toBe('removed_from_meeting');
  });

  test('a passcode is asked of members too', async () => {
    const { code } = await create({ passcode: 'secret' });
    const request = { code, user: on.member, address: '192.0.2.1' };
    expect(await outcome(request)).toBe('passcode_required');
    expect(await outcome({ ...request, passcode: '' })).toBe('passcode_required');
    expect(await outcome({ ...request, passcode: 'secret' })).toBe('admitted');
  });

  test('after ten wrong passcodes in a minute not even the right one opens', async () => {
    const { code } = await create({ passcode: 'secret' });
    for (let tries = 0; tries < 10; tries += 1) {
      expect(await outcome({ ...GUEST, code, passcode: `guess ${tries}` })).toBe('wrong_passcode');
    }
    expect(await outcome({ ...GUEST, code, passcode: 'secret' })).toBe('rate_limited');
    expect(await outcome({ ...GUEST, code, passcode: 'guess' })).toBe('rate_limited');
    const elsewhere = { ...GUEST, code, address: '192.0.2.2' };
    expect(await outcome({ ...elsewhere, passcode: 'secret' })).toBe('admitted');
    vi.advanceTimersByTime(60_000);
    expect(await outcome({ ...GUEST, code, passcode: 'secret' })).toBe('admitted');
  });

  test('a burst of guesses gets no more tries than guesses one by one', async () => {
    const { code } = await create({ passcode: 'secret' });
    const guesses = Array.from({ length: 50 }, (_, index) => (index === 40 ? 'secret' : 'guess'));
    const outcomes = await Promise.all(
      guesses.map((passcode) => outcome({ ...GUEST, code, passcode })),
    );
    expect(outcomes.filter((one) => one === 'wrong_passcode')).toHaveLength(10);
    expect(outcomes).not.toContain('admitted');
  });

  test('an office full of people with the right passcode comes in through one address', async () => {
    const { code } = await create({ passcode: 'secret' });
    const joins = Array.from({ length: 40 }, () => outcome({ ...GUEST, code, passcode: 'secret' }));
    expect(new Set(await Promise.all(joins))).toEqual(new Set(['admitted']));
  });

  test('of twenty who race for five places, five get in', async () => {
    const { code, id } = await create({ maxParticipants: 5 });
    const joins = Array.from({ length: 20 }, async () => {
      const { seat } = await on.meetings.admit({ ...GUEST, code });
      on.live.present.set(seat.participantId, id);
    });
    const results = await Promise.allSettled(joins);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    expect(on.live.presentCount(id)).toBe(5);
  });

  test('a place is free again as soon as its holder has left', async () => {
    const { code } = await create({ maxParticipants: 2 });
    await on.meetings.admit({ ...GUEST, code });
    const { seat } = await on.meetings.admit({ ...GUEST, code });
    expect(await outcome({ ...GUEST, code })).toBe('meeting_full');
    await on.meetings.markLeft(seat);
    expect(await outcome({ ...GUEST, code })).toBe('admitted');
  });
});

describe('[J3] hosts and co-hosts', () => {
  test('the host needs no passcode and comes into what is locked and full', async () => {
    const { code, id } = await create({ passcode: 'secret', maxParticipants: 2 });
    await on.meetings.setLocked(id, true);
    on.live.present.set('a', id).set('b', id);
    const { seat } = await on.meetings.admit({ code, user: on.host, address: '192.0.2.1' });
    expect(seat).toMatchObject({ role: 'host', displayName: 'Hanna' });
  });

  test('a co-host needs no passcode and comes into what is locked, but not full', async () => {
    const { code, id } = await create({ passcode: 'secret', maxParticipants: 2 });
    const request = { code, user: on.member, address: '192.0.2.1' };
    const { seat } = await on.meetings.admit({ ...request, passcode: 'secret' });
    await on.meetings.setParticipantRole(seat.participantId, 'cohost');
    await on.meetings.markLeft(seat);
    await on.meetings.setLocked(id, true);
    expect((await on.meetings.admit(request)).seat.role).toBe('cohost');
    on.live.present.set('a', id).set('b', id);
    expect(await outcome(request)).toBe('meeting_full');
  });

  test('a guest cannot be made co-host', async () => {
    const { code } = await create();
    const { seat } = await on.meetings.admit({ ...GUEST, code });
    const promotion = on.meetings.setParticipantRole(seat.participantId, 'cohost');
    await expect(promotion).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('[J4] coming back with a seat token', () => {
  test('gives the same participant, role, name and raised hand, without passcode, when locked', async () => {
    const { code, id } = await create({ passcode: 'secret' });
    const first = await on.meetings.admit({ ...GUEST, code, passcode: 'secret' });
    expect(first.isReturning).toBe(false);
    await on.meetings.rename(first.seat.participantId, 'Gina K.');
    await on.meetings.setHand(first.seat.participantId, on.clock.now);
    await on.meetings.setLocked(id, true);
    on.clock.now += 60_000;
    const again = await on.meetings.admit({ ...GUEST, code, seatToken: first.seatToken });
    expect(again).toMatchObject({ isReturning: true, seatToken: first.seatToken });
    const expected = { displayName: 'Gina K.', handRaisedAt: on.clock.now - 60_000 };
    expect(again.seat).toEqual({ ...first.seat, ...expected });
  });

  test('finds its place in a full meeting while it holds it, and none once it is given away', async () => {
    const { code, id } = await create({ maxParticipants: 2 });
    const { seat, seatToken } = await on.meetings.admit({ ...GUEST, code });
    on.live.present.set(seat.participantId, id).set('b', id);
    expect(await outcome({ ...GUEST, code, seatToken })).toBe('admitted');
    await on.meetings.markLeft(seat);
    on.live.present.delete(seat.participantId);
    on.live.present.set('c', id);
    expect(await outcome({ ...GUEST, code, seatToken })).toBe('meeting_full');
  });

  test('of another meeting, or unknown, counts for nothing: a new seat is given', async () => {
    const { code } = await create();
    const other = await create();
    const { seatToken } = await on.meetings.admit({ ...GUEST, code: other.code });
    for (const token of [seatToken, 'nonsense']) {
      const admission = await on.meetings.admit({ ...GUEST, code, seatToken: token });
      expect(admission.isReturning).toBe(false);
    }
  });

  test('a member’s seat is taken again by its account only', async () => {
    const { code } = await create();
    const first = await on.meetings.admit({ code, user: on.host, address: '192.0.2.1' });
    const { seatToken } = first;
    const signedOut = await on.meetings.admit({ ...GUEST, code, seatToken });
    expect(signedOut).toMatchObject({ isReturning: false, seat: { role: 'guest' } });
    const other = await on.meetings.admit({ ...GUEST, code, user: on.member, seatToken });
    expect(other).toMatchObject({ isReturning: false, seat: { role: 'participant' } });
  });

  test('a host who came as a guest first is the host once signed in', async () => {
    const { code } = await create();
    const { seatToken } = await on.meetings.admit({ ...GUEST, code });
    const signedIn = { ...GUEST, code, user: on.host, seatToken };
    expect((await on.meetings.admit(signedIn)).seat.role).toBe('host');
  });
});

describe('[J5] [J6]', () => {
  test('[J5] the first to join makes the meeting active, and only that one', async () => {
    const { code, id } = await create();
    for (let minute = 0; minute < 2; minute += 1) {
      const { seat } = await on.meetings.admit({ ...GUEST, code });
      await on.meetings.markJoined(seat.participantId);
      on.clock.now += 60_000;
    }
    const startedAt = on.clock.now - 120_000;
    expect(await on.meetings.findLive(id)).toMatchObject({ status: 'active', startedAt });
    expect(on.logged.filter((line) => line === 'meeting started')).toHaveLength(1);
  });

  test('who was admitted but then removed, or whose meeting ended, cannot take part', async () => {
    const { code, id } = await create();
    const one = await on.meetings.admit({ ...GUEST, code });
    const two = await on.meetings.admit({ ...GUEST, code });
    await on.meetings.markRemoved(one.seat.participantId);
    const removed = on.meetings.markJoined(one.seat.participantId);
    await expect(removed).rejects.toMatchObject({ code: 'removed_from_meeting' });
    await on.meetings.endMeeting(id, 'endedByHost');
    const late = on.meetings.markJoined(two.seat.participantId);
    await expect(late).rejects.toMatchObject({ code: 'meeting_ended' });
  });

  test('[found by the fuzzer] whoever was admitted to a meeting that is deleted hears that it is over', async () => {
    const { code, id } = await create();
    const { seat } = await on.meetings.admit({ ...GUEST, code });
    await on.stores.meetings.remove(id);
    const joined = on.meetings.markJoined(seat.participantId);
    await expect(joined).rejects.toMatchObject({ code: 'meeting_ended' });
  });

  test('[J6] a member goes by the account’s name, or by another of their choice', async () => {
    const { code } = await create();
    const request = { code, user: on.member, address: '192.0.2.1' };
    expect((await on.meetings.admit(request)).seat.displayName).toBe('Mo');
    const renamed = { ...request, displayName: 'Momo' };
    expect((await on.meetings.admit(renamed)).seat.displayName).toBe('Momo');
  });

  test('[J6] a guest without a name is told which field to fill', async () => {
    const { code } = await create();
    const request = on.meetings.admit({ code, user: null, address: '192.0.2.1' });
    await expect(request).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { displayName: 'Enter a name.' },
    });
  });
});

describe('[J8] a full server', () => {
  beforeEach(() => {
    on = createFakeMeetings({ maxParticipants: 2 });
    on.live.present.set('somebody', 'elsewhere').set('else', 'elsewhere');
  });

  test('takes nobody new, in whatever meeting, and says when to ask again', async () => {
    const { code } = await create();
    await expect(on.meetings.admit({ ...GUEST, code })).rejects.toMatchObject({
      code: 'server_full',
      status: 503,
      retryAfterSeconds: 15,
    });
    expect(await outcome({ code, user: on.member, address: '192.0.2.1' })).toBe('server_full');
    on.live.present.delete('else');
    expect(await outcome({ ...GUEST, code })).toBe('admitted');
  });

  test('takes a host into the own meeting that is running, and into no other', async () => {
    const { code, id } = await create();
    const asHost = { code, user: on.host, address: '192.0.2.1' };
    expect(await outcome(asHost)).toBe('server_full');
    on.live.present.set('inside', id);
    expect(await outcome(asHost)).toBe('admitted');
    expect(await outcome({ ...asHost, user: on.member })).toBe('server_full');
  });

  test('takes back whoever held a seat a moment ago, and not who left long ago', async () => {
    const { code, id } = await create();
    on.live.present.clear();
    const { seat, seatToken } = await on.meetings.admit({ ...GUEST, code });
    await on.meetings.markJoined(seat.participantId);
    on.live.present.set('inside', id).set('else', id);
    const again = { ...GUEST, code, seatToken };
    await on.meetings.markLeft({ meetingId: id, participantId: seat.participantId });
    expect(await outcome(again)).toBe('admitted');
    await on.meetings.markLeft({ meetingId: id, participantId: seat.participantId });
    on.clock.now += 11 * 60_000;
    expect(await outcome(again)).toBe('server_full');
  });
});

describe('[S7] a server that is about to close', () => {
  const asHost = () => ({ user: on.host, address: '192.0.2.1' });

  test('begins no meeting and makes none', async () => {
    const { code } = await create();
    on.meetings.closeDoors();
    await expect(create()).rejects.toMatchObject({ code: 'server_closing', retryAfterSeconds: 15 });
    expect(await outcome({ ...asHost(), code })).toBe('server_closing');
  });

  test('goes on taking people into meetings that are running', async () => {
    const { code, id } = await create();
    on.live.present.set('inside', id);
    on.meetings.closeDoors();
    expect(await outcome({ ...GUEST, code })).toBe('admitted');
    expect(await outcome({ ...asHost(), code })).toBe('admitted');
  });
});

describe('searching for codes', () => {
  const address = '203.0.113.9';
  const guess = () => outcome({ ...GUEST, address, code: 'zzz-zzzz-zzz' });
  beforeEach(async () => {
    for (let tries = 0; tries < 30; tries += 1) expect(await guess()).toBe('meeting_not_found');
  });

  test('after thirty unknown ones in a minute an address is told nothing, not even of real ones', async () => {
    const { code } = await create();
    expect(await guess()).toBe('rate_limited');
    expect(await outcome({ ...GUEST, address, code })).toBe('rate_limited');
    await expect(on.meetings.lobby(null, code, address)).rejects.toMatchObject({
      code: 'rate_limited',
      retryAfterSeconds: 60,
    });
    vi.advanceTimersByTime(60_000);
    expect(await outcome({ ...GUEST, address, code })).toBe('admitted');
  });

  test('members and holders of a seat come in all the same', async () => {
    const { code } = await create();
    const { seatToken } = await on.meetings.admit({ ...GUEST, code });
    expect(await guess()).toBe('rate_limited');
    expect(await outcome({ ...GUEST, address, code, seatToken })).toBe('admitted');
    expect(await outcome({ code, user: on.host, address })).toBe('admitted');
    const stranger = { ...on.member, id: randomUUID() };
    expect(await outcome({ code, user: stranger, address })).toBe('rate_limited');
  });
});
