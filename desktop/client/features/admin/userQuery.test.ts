import { describe, expect, it } from 'vitest';
import { sortBy, type UserQuery } from './userQuery.ts';

const query: UserQuery = { search: 'ada', sort: 'createdAt', order: 'desc' };

describe('a press on the head of a column', () => {
  it('sorts names from A and times from the latest', () => {
    expect(sortBy(query, 'email')).toEqual({ search: 'ada', sort: 'email', order: 'asc' });
    expect(sortBy(query, 'lastSeenAt').order).toBe('desc');
  });

  it('turns the order round when it is that column already', () => {
    expect(sortBy(query, 'createdAt').order).toBe('asc');
    expect(sortBy(sortBy(query, 'createdAt'), 'createdAt').order).toBe('desc');
  });
});
