import { describe, expect, it } from 'vitest';
import { nextUp, toAgenda, toHistory } from './agenda.ts';
import { exampleMeeting } from './exampleMeeting.ts';

/** Local times, so that the tests hold in every time zone. */
const at = (day: number, hour: number, minute = 0) =>
  new Date(2026, 10, day, hour, minute).toISOString();
const NOW = new Date(2026, 10, 20, 13, 56);

const standUp = exampleMeeting({ title: 'Stand-up', startsAt: at(20, 14), endsAt: at(20, 14, 15) });
const review = exampleMeeting({ title: 'Review', startsAt: at(20, 17), endsAt: at(20, 18) });
const tomorrow = exampleMeeting({ title: 'Tomorrow', startsAt: at(21, 0, 5) });
const room = exampleMeeting({ title: 'Room', status: 'active' });
const running = exampleMeeting({ title: 'Running', status: 'active', presentCount: 3 });

const titles = (days: ReturnType<typeof toAgenda>) =>
  days.map((day) => [
    day.kind === 'day' ? day.key : day.kind,
    ...day.meetings.map(({ title }) => title),
  ]);

describe('the list by day', () => {
  it('has what runs first, then each local day in order, then what has no time', () => {
    expect(titles(toAgenda([room, tomorrow, review, standUp, running]))).toEqual([
      ['now', 'Running'],
      ['2026-11-20', 'Stand-up', 'Review'],
      ['2026-11-21', 'Tomorrow'],
      ['anyTime', 'Room'],
    ]);
  });

  it('has past meetings on the day they really began, the latest day first', () => {
    const movedOn = exampleMeeting({
      title: 'Moved on',
      status: 'ended',
      startsAt: at(18, 9),
      startedAt: at(19, 9),
    });
    const nobodyCame = exampleMeeting({
      title: 'Nobody came',
      status: 'ended',
      startsAt: at(18, 9),
    });
    expect(titles(toHistory([nobodyCame, movedOn]))).toEqual([
      ['2026-11-19', 'Moved on'],
      ['2026-11-18', 'Nobody came'],
    ]);
  });
});

describe('what is next', () => {
  it('is the meeting that runs, before any plan', () => {
    expect(nextUp([standUp, running], NOW)).toEqual({ kind: 'running', meeting: running });
  });

  it('counts the minutes within an hour, and never says 0 min before the time', () => {
    expect(nextUp([review, standUp], NOW)).toEqual({ kind: 'soon', meeting: standUp, minutes: 4 });
    const seconds = new Date(2026, 10, 20, 13, 59, 30);
    expect(nextUp([standUp], seconds)).toMatchObject({ kind: 'soon', minutes: 1 });
  });

  it('stays until its end, then makes room', () => {
    const meanwhile = new Date(2026, 10, 20, 14, 10);
    expect(nextUp([standUp], meanwhile)).toEqual({ kind: 'late', meeting: standUp, minutes: 10 });
    const after = new Date(2026, 10, 20, 14, 16);
    expect(nextUp([standUp, review], after)).toEqual({ kind: 'today', meeting: review });
  });

  it('is nothing when the rest of the day is free', () => {
    expect(nextUp([tomorrow, room], NOW)).toBeNull();
  });
});
