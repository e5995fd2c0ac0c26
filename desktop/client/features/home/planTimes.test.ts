import { describe, expect, it } from 'vitest';
import { moveStart, suggestTimes, toFields, toTimes } from './planTimes.ts';

const local = (day: number, hour: number, minute = 0) =>
  new Date(2026, 10, day, hour, minute).toISOString();

describe('the times of a plan', () => {
  it('are local times of the chosen day', () => {
    expect(toTimes({ day: '2026-11-27', from: '14:00', to: '15:30' })).toEqual({
      startsAt: local(27, 14),
      endsAt: local(27, 15, 30),
    });
  });

  it('cross midnight when the end is not after the start', () => {
    expect(toTimes({ day: '2026-11-27', from: '23:30', to: '00:30' })).toEqual({
      startsAt: local(27, 23, 30),
      endsAt: local(28, 0, 30),
    });
  });

  it('may lack an end, or be missing altogether, but not be half there', () => {
    expect(toTimes({ day: '2026-11-27', from: '14:00', to: '' })?.endsAt).toBeNull();
    expect(toTimes({ day: '', from: '', to: '' })).toEqual({ startsAt: null, endsAt: null });
    expect(toTimes({ day: '2026-11-27', from: '', to: '' })).toBeNull();
    expect(toTimes({ day: '', from: '14:00', to: '' })).toBeNull();
  });

  it('come back into the fields as they were', () => {
    const fields = { day: '2026-11-27', from: '23:30', to: '00:30' };
    expect(toFields(toTimes(fields) ?? { startsAt: null, endsAt: null })).toEqual(fields);
  });

  it('are suggested at the next quarter of an hour, across midnight too', () => {
    expect(suggestTimes(new Date(2026, 10, 20, 13, 56))).toEqual({
      day: '2026-11-20',
      from: '14:15',
      to: '15:15',
    });
    expect(suggestTimes(new Date(2026, 10, 20, 23, 50))).toEqual({
      day: '2026-11-21',
      from: '00:00',
      to: '01:00',
    });
  });

  it('keep their length when the start moves', () => {
    const fields = { day: '2026-11-27', from: '14:00', to: '15:30' };
    expect(moveStart(fields, '23:00').to).toBe('00:30');
    expect(moveStart({ ...fields, to: '' }, '16:00').to).toBe('');
  });
});
