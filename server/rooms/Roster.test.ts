import { describe, expect, test } from 'vitest';
import type { EventPayload, Participant } from '../../shared/contracts/index.ts';
import { FakeClock } from './fakeClock.ts';
import { MEMBERSHIP_WINDOW_MS, type ParticipantChange, Roster } from './Roster.ts';

type RosterEvent = EventPayload<'meeting:rosterChanged'>;

function createRoster() {
  const clock = new FakeClock();
  const present = new Map<string, Participant>();
  const sent: RosterEvent[] = [];
  const roster = new Roster({
    clock,
    read: (id) => present.get(id) ?? null,
    send: (event) => sent.push(event),
  });
  const join = (id: string) => {
    present.set(id, toParticipant(id));
    roster.handleJoined(id);
  };
  const change = (id: string, what: ParticipantChange) => {
    const participant = present.get(id);
    if (participant) present.set(id, { ...participant, ...what });
    roster.handleChanged(id, what);
  };
  const leave = (id: string) => {
    present.delete(id);
    roster.handleLeft(id, 'left');
  };
  return { clock, roster, sent, join, change, leave };
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

  test('[O2] 500 joins within 10 s, each with a microphone and a camera, are at most 20 messages', () => {
    const { clock, sent, join, change } = createRoster();
    const after = (ms: number, turn: () => void) => clock.after(ms, turn);
    for (let index = 0; index < 500; index += 1) {
      const id = `p${index}`;
      join(id);
      after(300, () => change(id, { isMicOn: true }));
      after(500, () => change(id, { isCameraOn: true }));
      clock.advance(20);
    }
    for (let left = 0; left < 10; left += 1) clock.advance(MEMBERSHIP_WINDOW_MS);
    expect(sent.length).toBeLessThanOrEqual(20);
    expect(sent.flatMap((event) => event.joined)).toHaveLength(500);
    const seen = new Map<string, Record<string, unknown>>();
    for (const { joined, changed } of sent) {
      for (const each of [...joined, ...changed])
        seen.set(each.id, { ...seen.get(each.id), ...each });
    }
    expect([...seen.values()].filter((one) => !one['isMicOn'] || !one['isCameraOn'])).toEqual([]);
  });

  test('[O2] who comes alone is seen to turn things on at once', () => {
    const { sent, join, clock, change } = createRoster();
    join('ana');
    clock.advance(1);
    change('ana', { isMicOn: true });
    expect(sent.at(-1)).toMatchObject({ changed: [{ id: 'ana', isMicOn: true }] });
  });

  test('[O2] a spell over, newcomers are told of at once, as everybody is', () => {
    const { sent, join, clock, change } = createRoster();
    for (const id of ['ana', 'ben', 'cleo']) join(id);
    clock.advance(MEMBERSHIP_WINDOW_MS);
    clock.advance(10_000);
    change('ben', { isMicOn: true });
    expect(sent.at(-1)).toMatchObject({ changed: [{ id: 'ben', isMicOn: true }] });
  });

  test('[O2] of a newcomer who leaves in the spell, no change is told afterwards', () => {
    const { sent, join, leave, clock, change } = createRoster();
    for (const id of ['ana', 'ben', 'cleo']) join(id);
    clock.advance(MEMBERSHIP_WINDOW_MS);
    change('ben', { isMicOn: true });
    leave('ben');
    clock.advance(MEMBERSHIP_WINDOW_MS);
    expect(sent.at(-1)).toMatchObject({ changed: [], left: [{ id: 'ben' }] });
  });

  test('[O2] a change of somebody known does not wait for the window', () => {
    const { sent, join, clock, change } = createRoster();
    join('ana');
    clock.advance(1);
    join('ben');
    change('ana', { isMicOn: true });
    expect(sent.at(-1)).toEqual({
      version: 2,
      joined: [],
      changed: [{ id: 'ana', isMicOn: true }],
      left: [],
    });
  });

  test('a change of somebody not yet announced travels with the join', () => {
    const { sent, join, clock, change } = createRoster();
    join('ana');
    join('ben');
    change('ben', { isMicOn: true });
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

  test('leaving, coming back and leaving within one window ends as gone', () => {
    const { sent, join, leave, clock } = createRoster();
    join('ana');
    clock.advance(1);
    leave('ana');
    join('ana');
    leave('ana');
    clock.advance(MEMBERSHIP_WINDOW_MS);
    expect(sent.at(-1)).toMatchObject({ joined: [], left: [{ id: 'ana' }] });
    // Another window: what was of the last is not taken for known in this one.
    join('ana');
    leave('ana');
    clock.advance(MEMBERSHIP_WINDOW_MS);
    expect(sent).toHaveLength(2);
  });

  test('[O1] versions grow by one', () => {
    const { sent, join, leave, clock, change } = createRoster();
    join('ana');
    change('ana', { isMicOn: true });
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
