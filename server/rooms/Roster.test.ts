import { describe, expect, test } from 'vitest';
import type { EventPayload, Participant } from '../../shared/contracts/index.ts';
import { FakeClock } from './fakeClock.ts';
import { MEMBERSHIP_WINDOW_MS, Roster } from './Roster.ts';

type RosterEvent = EventPayload<'meeting:rosterChanged'>;

function createRoster() {
  const clock = new FakeClock();
  const present = new Set<string>();
  const sent: RosterEvent[] = [];
  const roster = new Roster({
    clock,
    read: (id) => (present.has(id) ? toParticipant(id) : null),
    send: (event) => sent.push(event),
  });
  const join = (id: string) => {
    present.add(id);
    roster.handleJoined(id);
  };
  const leave = (id: string) => {
    present.delete(id);
    roster.handleLeft(id, 'left');
  };
  return { clock, roster, sent, join, leave };
}

function toParticipant(id: string): Participant {
  return {
    id,
    userId: null,
    displayName: id,
    avatarUrl: null,
    role: 'guest',
    presence: 'present',
    isMicOn: false,
    isCameraOn: false,
    isSharing: false,
    handRaisedAt: null,
    joinedAt: 0,
  };
}

describe('Roster', () => {
  test('[O2] a join into a quiet meeting is told at once', () => {
    const { sent, join } = createRoster();
    join('ana');
    expect(sent).toEqual([{ version: 1, joined: [toParticipant('ana')], changed: [], left: [] }]);
  });

  test('[O2] 500 joins within 10 s are at most 21 messages, and all are in', () => {
    const { clock, sent, join } = createRoster();
    for (let index = 0; index < 500; index += 1) {
      join(`p${index}`);
      clock.advance(20);
    }
    clock.advance(MEMBERSHIP_WINDOW_MS);
    expect(sent.length).toBeLessThanOrEqual(21);
    expect(sent.flatMap((event) => event.joined)).toHaveLength(500);
  });

  test('[O2] a change of somebody known does not wait for the window', () => {
    const { sent, join, roster, clock } = createRoster();
    join('ana');
    clock.advance(1);
    join('ben');
    roster.handleChanged('ana', { isMicOn: true });
    expect(sent.at(-1)).toEqual({
      version: 2,
      joined: [],
      changed: [{ id: 'ana', isMicOn: true }],
      left: [],
    });
  });

  test('a change of somebody not yet announced travels with the join', () => {
    const { sent, join, roster, clock } = createRoster();
    join('ana');
    join('ben');
    roster.handleChanged('ben', { isMicOn: true });
    expect(sent).toHaveLength(1);
    clock.advance(MEMBERSHIP_WINDOW_MS);
    expect(sent.at(-1)?.joined.map(({ id }) => id)).toEqual(['ben']);
  });

  test('whoever comes and goes within one window is never told of', () => {
    const { sent, join, leave, clock } = createRoster();
    join('ana');
    join('ben');
    leave('ben');
    clock.advance(MEMBERSHIP_WINDOW_MS);
    expect(sent).toHaveLength(1);
  });

  test('leaving and coming back within one window ends as present', () => {
    const { sent, join, leave, clock } = createRoster();
    join('ana');
    clock.advance(1);
    leave('ana');
    join('ana');
    clock.advance(MEMBERSHIP_WINDOW_MS);
    expect(sent.at(-1)).toMatchObject({ joined: [{ id: 'ana' }], left: [] });
  });

  test('[O1] versions grow by one', () => {
    const { sent, join, leave, roster, clock } = createRoster();
    join('ana');
    roster.handleChanged('ana', { isMicOn: true });
    clock.advance(MEMBERSHIP_WINDOW_MS);
    leave('ana');
    expect(sent.map(({ version }) => version)).toEqual([1, 2, 3]);
  });

  test('nothing is told, and no timer is left, after close', () => {
    const { sent, join, roster, clock } = createRoster();
    join('ana');
    join('ben');
    roster.close();
    join('cleo');
    clock.advance(MEMBERSHIP_WINDOW_MS);
    expect(sent).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });
});
