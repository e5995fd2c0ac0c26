import { describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { readCursor, writeCursor } from './userCursor.ts';

const ID = '6f1b0c5e-93a1-4c5d-8b55-0c6f3ad0f2aa';

describe('a cursor', () => {
  it.each([
    ['createdAt', '2026-11-21T09:41:52.123456'],
    ['createdAt', '2026-11-21T09:41:52'],
    ['lastSeenAt', '-infinity'],
    ['displayName', '王小明 "\\'],
    // As long as lower case makes a name of sixty.
    ['displayName', 'i\u0307'.repeat(60)],
    ['email', 'a@example.org'],
  ] as const)('by %s keeps %s as it is', (sort, key) => {
    const cursor = writeCursor(sort, { key, id: ID });
    expect(readCursor(sort, 'after', cursor ?? undefined)).toEqual({ side: 'after', key, id: ID });
    expect(cursor).toMatch(/^[\w-]{1,1000}$/);
  });

  it('that is not there leads nowhere', () => {
    expect(writeCursor('email', null)).toBeNull();
    expect(readCursor('email', 'after', undefined)).toBeNull();
  });

  it('of another order is refused, with the field that it came in', () => {
    const cursor = writeCursor('displayName', { key: 'ana', id: ID }) ?? undefined;
    const read = () => readCursor('email', 'before', cursor);
    expect(read).toThrow(AppError);
    expect(read).toThrow(/Begin again at the first page/);
    expect(read).toThrow(expect.objectContaining({ code: 'invalid_input' }));
  });
});
