import { describe, expect, it } from 'vitest';
import { exampleMeeting } from './exampleMeeting.ts';
import { matchingMeetings, parseWish } from './wish.ts';

const standUp = exampleMeeting({ title: 'Stand-up' });
const review = exampleMeeting({ title: 'Design review', code: 'xyz-abcd-efg' });
const mine = [standUp, review];

describe('the field on the home page', () => {
  it.each([
    ['abc-defg-hjk', 'abc-defg-hjk'],
    [' ABC-DEFG-HJK ', 'abc-defg-hjk'],
    ['https://meet.example.org/m/abc-defg-hjk?name=Ada', 'abc-defg-hjk'],
    ['parley://meet.example.org/m/abc-defg-hjk', 'abc-defg-hjk'],
  ])('joins by %j', (text, code) => {
    expect(parseWish(text, mine)).toEqual({ kind: 'join', code, title: null });
  });

  it('offers a new meeting too when the code could as well be a word', () => {
    expect(parseWish('management', mine)).toEqual({
      kind: 'join',
      code: 'man-agem-ent',
      title: 'management',
    });
  });

  it('opens one of my meetings by its name, whatever the case', () => {
    expect(parseWish('design REVIEW', mine)).toEqual({ kind: 'open', meeting: review });
  });

  it('starts a meeting of any other name', () => {
    expect(parseWish('  Lunch   talk ', mine)).toEqual({ kind: 'start', title: 'Lunch talk' });
  });

  it.each(['abc-defg-hji', 'https://meet.example.org/elsewhere', '/m/nope'])(
    'says so when %j was meant as a code or link but is none',
    (text) => {
      expect(parseWish(text, mine)).toEqual({ kind: 'badCode' });
    },
  );

  it('does nothing while it is empty', () => {
    expect(parseWish('   ', mine)).toEqual({ kind: 'nothing' });
  });
});

describe('the list below the field', () => {
  it('narrows to the names that have what was typed', () => {
    expect(matchingMeetings('REV', mine)).toEqual([review]);
  });

  it('stays whole while the field holds a code', () => {
    expect(matchingMeetings('abc-defg-hjk', mine)).toEqual(mine);
  });
});
