import { describe, expect, it } from 'vitest';
import { routes } from '../../../../shared/contracts/index.ts';
import { exampleMeeting } from './exampleMeeting.ts';
import { checkDraft, draftOf, newDraft, toBody } from './planDraft.ts';

const NOW = new Date(2026, 10, 20, 13, 56);
const draft = { ...newDraft(NOW), title: ' Weekly planning ' };

describe('a plan', () => {
  it('that passes the check is taken by the contract', () => {
    expect(checkDraft(draft, null, NOW)).toEqual({});
    const body = routes.createMeeting.body.parse(toBody(draft));
    expect(body).toMatchObject({ title: 'Weekly planning', passcode: null, maxParticipants: null });
  });

  it('needs a title, and a time when it is new', () => {
    const empty = { ...draft, title: ' ', day: '', from: '', to: '' };
    expect(checkDraft(empty, null, NOW)).toEqual({ title: 'titleMissing', time: 'dateMissing' });
  });

  it('cannot lie in the past, unless that is where it was', () => {
    const yesterday = { ...draft, day: '2026-11-19' };
    expect(checkDraft(yesterday, null, NOW)).toEqual({ time: 'inThePast' });
    const running = exampleMeeting({ startsAt: new Date(2026, 10, 19, 14).toISOString() });
    expect(checkDraft(draftOf(running), running, NOW)).toEqual({});
  });

  it('of a meeting without a time may stay without one', () => {
    const room = exampleMeeting();
    expect(checkDraft(draftOf(room), room, NOW)).toEqual({});
    expect(toBody(draftOf(room))).toMatchObject({ startsAt: null, endsAt: null });
  });

  it('takes passcodes of 4 to 32 characters', () => {
    expect(checkDraft({ ...draft, passcode: '123' }, null, NOW)).toEqual({
      passcode: 'passcodeLength',
    });
    expect(checkDraft({ ...draft, passcode: '1234' }, null, NOW)).toEqual({});
  });
});
