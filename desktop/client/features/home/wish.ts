import type { Meeting } from '../../../../shared/contracts/index.ts';
import { parseMeetingCode } from '../../../../shared/domain/meetingCode.ts';

/** What the one field of the home page is asked to do. */
export type Wish =
  | { kind: 'nothing' }
  /** `title`: the same letters could be the name of a new meeting ("management"). */
  | { kind: 'join'; code: string; title: string | null }
  | { kind: 'open'; meeting: Meeting }
  | { kind: 'start'; title: string }
  | { kind: 'badCode' };

const LINK = /^[a-z][a-z0-9+.-]*:\/\/|\/m\//i;
const CODE_SHAPE = /^[\p{L}\d]{3}-[\p{L}\d]{4}-[\p{L}\d]{3}$/u;

/** A code or a link joins, the name of one of my meetings opens it, any other name starts a new one. */
export function parseWish(text: string, mine: readonly Meeting[]): Wish {
  const trimmed = text.trim().replace(/\s+/gu, ' ');
  if (trimmed === '') return { kind: 'nothing' };
  const named = mine.find((meeting) => sameName(meeting.title, trimmed));
  if (named) return { kind: 'open', meeting: named };
  const code = parseMeetingCode(trimmed);
  if (code !== null) {
    const isBareWord = /^\p{L}+$/u.test(trimmed);
    return { kind: 'join', code, title: isBareWord ? trimmed : null };
  }
  if (LINK.test(trimmed) || CODE_SHAPE.test(trimmed)) return { kind: 'badCode' };
  return { kind: 'start', title: trimmed };
}

/** @returns those of my meetings whose title has the words typed so far */
export function matchingMeetings(text: string, mine: readonly Meeting[]): readonly Meeting[] {
  const wanted = fold(text);
  if (wanted === '' || parseMeetingCode(text) !== null) return mine;
  return mine.filter((meeting) => fold(meeting.title).includes(wanted));
}

function sameName(one: string, other: string): boolean {
  return fold(one) === fold(other);
}

function fold(text: string): string {
  return text.trim().normalize('NFKC').toLocaleLowerCase();
}
