import { describe, expect, it } from 'vitest';
import type { Participant } from '../../../../../shared/contracts/index.ts';
import { applyChange, createRoster, type RosterChange } from './roster.ts';

const person = (id: string, joinedAt: number): Participant => ({
  id,
  userId: null,
  displayName: `Name of ${id}`,
  avatarUrl: null,
  role: 'participant',
  presence: 'present',
  isMicOn: false,
  isCameraOn: false,
  isSharing: false,
  handRaisedAt: null,
  joinedAt,
});
const rosterOf = (...participants: Participant[]) =>
  createRoster({ version: 5, participants, actingHostId: null });
const nothing = { joined: [], changed: [], left: [] };
const apply = (change: Partial<RosterChange> & { version: number }) =>
  applyChange(rosterOf(person('b', 2), person('a', 1)), { ...nothing, ...change });
const applied = (change: Partial<RosterChange> & { version: number }) => {
  const result = apply(change);
  if (typeof result === 'string') throw new Error(`the change was taken for ${result}`);
  return result;
};

describe('applyChange', () => {
  it('[O1] applies the next version only', () => {
    expect(apply({ version: 5 })).toBe('old');
    expect(apply({ version: 3 })).toBe('old');
    expect(apply({ version: 7 })).toBe('gap');
    expect(applied({ version: 6 }).roster.version).toBe(6);
  });

  it('keeps people in the order in which they joined', () => {
    const { roster, news } = applied({ version: 6, joined: [person('c', 3), person('0', 0)] });
    expect(roster.participantIds).toEqual(['0', 'a', 'b', 'c']);
    expect(news.map(({ kind }) => kind)).toEqual(['joined', 'joined']);
  });

  it('changes the fields that are said and no others', () => {
    const { roster, news } = applied({
      version: 6,
      changed: [{ id: 'a', isMicOn: true, displayName: undefined }],
    });
    expect(roster.participants['a']).toEqual({ ...person('a', 1), isMicOn: true });
    expect(news).toEqual([]);
  });

  it('tells of a hand that goes up, once', () => {
    const first = applied({ version: 6, changed: [{ id: 'a', handRaisedAt: 99 }] });
    expect(first.news.map(({ kind }) => kind)).toEqual(['handRaised']);
    const again = applyChange(first.roster, {
      ...nothing,
      version: 7,
      changed: [{ id: 'a', handRaisedAt: 99 }],
    });
    expect(again).toMatchObject({ news: [] });
  });

  it('tells of a share that starts', () => {
    const { news } = applied({ version: 6, changed: [{ id: 'b', isSharing: true }] });
    expect(news).toMatchObject([{ kind: 'shareStarted', participant: { id: 'b' } }]);
  });

  it('lets people go, and ignores changes of who is not there', () => {
    const { roster, news } = applied({
      version: 6,
      left: [
        { id: 'a', reason: 'left' },
        { id: 'ghost', reason: 'lost' },
      ],
      changed: [{ id: 'ghost', isMicOn: true }],
    });
    expect(roster.participantIds).toEqual(['b']);
    expect(news).toHaveLength(1);
  });

  it('[H3] keeps who acts as host until it is told otherwise, and tells of it once', () => {
    const first = applied({ version: 6, actingHostId: 'a' });
    expect(first.roster.actingHostId).toBe('a');
    expect(first.news).toMatchObject([{ kind: 'actsAsHost', participant: { id: 'a' } }]);
    const next = applyChange(first.roster, { ...nothing, version: 7, actingHostId: 'a' });
    expect(next).toMatchObject({ roster: { actingHostId: 'a' }, news: [] });
    const silent = applyChange(first.roster, { ...nothing, version: 7 });
    expect(silent).toMatchObject({ roster: { actingHostId: 'a' }, news: [] });
  });

  it('[H3] tells that the host is back where that is why nobody acts any more', () => {
    const { roster } = applied({ version: 6, actingHostId: 'a' });
    const host: Participant = { ...person('host', 0), role: 'host' };
    const end = { ...nothing, version: 7, actingHostId: null };
    const back = applyChange(roster, { ...end, joined: [host] });
    expect(back).toMatchObject({
      news: [{ kind: 'joined' }, { kind: 'hostIsBack', participant: { id: 'host' } }],
    });
    expect(applyChange(roster, end)).toMatchObject({ news: [] });
  });

  it('does not touch the roster that it was given', () => {
    const before = rosterOf(person('a', 1));
    applyChange(before, { ...nothing, version: 6, left: [{ id: 'a', reason: 'left' }] });
    expect(before.participantIds).toEqual(['a']);
    expect(before.participants['a']).toBeDefined();
  });
});
