import { describe, expect, test } from 'vitest';
import { EMPTY_GRACE_MS, isExpired, nextStatus, type ExpiryFacts } from './lifecycle.ts';
import { createMeetingCode, MEETING_CODE_PATTERN, parseMeetingCode } from './meetingCode.ts';
import {
  capacityOf,
  may,
  mayActOn,
  MEETING_ACTIONS,
  ROLES,
  TARGET_ACTIONS,
  type MeetingAction,
  type Role,
} from './permissions.ts';
import { SlidingWindow } from './slidingWindow.ts';

describe('permissions', () => {
  const EXPECTED: Record<Role, readonly MeetingAction[]> = {
    host: MEETING_ACTIONS,
    cohost: [
      'meeting:setLocked',
      'meeting:muteAll',
      'meeting:joinWithoutPasscode',
      'meeting:joinWhenLocked',
      'meeting:listParticipants',
      'chat:send',
      'media:speak',
      'media:showCamera',
      'media:shareScreen',
      'participant:raiseHand',
      'participant:react',
    ],
    participant: [
      'meeting:listParticipants',
      'chat:send',
      'media:speak',
      'media:showCamera',
      'media:shareScreen',
      'participant:raiseHand',
      'participant:react',
    ],
    guest: [
      'chat:send',
      'media:speak',
      'media:showCamera',
      'media:shareScreen',
      'participant:raiseHand',
      'participant:react',
    ],
  };

  test.each(ROLES)('%s may do exactly what the table says', (role) => {
    expect(MEETING_ACTIONS.filter((action) => may(role, action))).toEqual(
      MEETING_ACTIONS.filter((action) => EXPECTED[role].includes(action)),
    );
  });

  test('nobody acts on the host', () => {
    const acts = ROLES.flatMap((role) =>
      TARGET_ACTIONS.filter((action) => mayActOn(role, action, 'host')),
    );
    expect(acts).toEqual([]);
  });

  test('participants and guests act on nobody', () => {
    const acts = (['participant', 'guest'] as const).flatMap((role) =>
      ROLES.flatMap((target) => TARGET_ACTIONS.filter((action) => mayActOn(role, action, target))),
    );
    expect(acts).toEqual([]);
  });

  test('only the host gives roles, and not to guests', () => {
    expect(mayActOn('host', 'participant:setRole', 'participant')).toBe(true);
    expect(mayActOn('host', 'participant:setRole', 'cohost')).toBe(true);
    expect(mayActOn('host', 'participant:setRole', 'guest')).toBe(false);
    expect(mayActOn('cohost', 'participant:setRole', 'participant')).toBe(false);
  });

  test('[H2] an acting host may what a co-host may, and nothing that outlasts the absence', () => {
    const allowed = MEETING_ACTIONS.filter((action) => may('actingHost', action));
    expect(allowed).toEqual(MEETING_ACTIONS.filter((action) => EXPECTED.cohost.includes(action)));
    expect(may('actingHost', 'meeting:end')).toBe(false);
  });

  test('[H2] an acting host acts on everybody but the host, sends no co-host out and gives no roles', () => {
    const on = (target: Role) =>
      TARGET_ACTIONS.filter((action) => mayActOn('actingHost', action, target));
    const all = ['participant:mute', 'participant:askToUnmute', 'participant:lowerHand'];
    expect(on('host')).toEqual([]);
    expect(on('cohost')).toEqual(all);
    expect(on('participant')).toEqual(expect.arrayContaining([...all, 'participant:remove']));
    expect(on('participant')).toHaveLength(4);
    expect(on('guest')).toEqual(on('participant'));
  });

  test('[H2] acting adds to a role, and nothing to the host’s own', () => {
    expect(capacityOf('participant', true)).toBe('actingHost');
    expect(capacityOf('cohost', true)).toBe('actingHost');
    expect(capacityOf('cohost', false)).toBe('cohost');
    expect(capacityOf('host', true)).toBe('host');
  });

  test('a co-host does not act on a co-host', () => {
    expect(mayActOn('cohost', 'participant:remove', 'cohost')).toBe(false);
    expect(mayActOn('cohost', 'participant:remove', 'guest')).toBe(true);
  });
});

describe('meeting codes', () => {
  test('a code has the shape abc-defg-hjk', () => {
    const code = createMeetingCode((count) => crypto.getRandomValues(new Uint8Array(count)));
    expect(code).toMatch(MEETING_CODE_PATTERN);
  });

  test('bytes that would favour some letters are thrown away', () => {
    const bytes = [253, 254, 255, 0, ...Array.from({ length: 9 }, () => 22)];
    const code = createMeetingCode(() => Uint8Array.of(bytes.shift() ?? 0));
    expect(code).toBe('azz-zzzz-zzz');
  });

  test.each([
    ['abc-defg-hjk', 'abc-defg-hjk'],
    ['  ABC defg HJK ', 'abc-defg-hjk'],
    ['abcdefghjk', 'abc-defg-hjk'],
    ['https://meet.example.org/m/abc-defg-hjk?name=Guest', 'abc-defg-hjk'],
    ['parley://meet.example.org/m/abc-defg-hjk', 'abc-defg-hjk'],
    ['abc-defg-hio', null],
    ['Stand-up', null],
    ['', null],
  ])('reads %j as %j', (text, code) => {
    expect(parseMeetingCode(text)).toBe(code);
  });
});

describe('lifecycle', () => {
  test('a meeting goes scheduled -> active -> ended and never back', () => {
    expect(nextStatus('scheduled', 'personJoined')).toBe('active');
    expect(nextStatus('active', 'endedByHost')).toBe('ended');
    expect(nextStatus('scheduled', 'expired')).toBe('ended');
    expect(nextStatus('ended', 'personJoined')).toBe('ended');
  });

  const DAY_OLD: ExpiryFacts = {
    status: 'active',
    isEmpty: true,
    createdAt: 0,
    startsAt: null,
    endsAt: null,
    lastSeenAt: 1_000,
  };
  const AFTER = 1_000 + EMPTY_GRACE_MS + 1;

  test('an empty meeting expires a day after its last use', () => {
    expect(isExpired(DAY_OLD, AFTER)).toBe(true);
    expect(isExpired(DAY_OLD, AFTER - 1)).toBe(false);
  });

  test('a meeting with somebody in it, or planned for later, does not expire', () => {
    expect(isExpired({ ...DAY_OLD, isEmpty: false }, AFTER)).toBe(false);
    expect(isExpired({ ...DAY_OLD, startsAt: AFTER }, AFTER)).toBe(false);
  });
});

describe('SlidingWindow', () => {
  test('takes its limit within the window and more only when time has passed', () => {
    const window = new SlidingWindow(2, 100);
    expect([0, 10, 20, 99, 100, 101, 110].map((now) => window.take(now))).toEqual([
      true,
      true,
      false,
      false,
      true,
      false,
      true,
    ]);
  });
});
