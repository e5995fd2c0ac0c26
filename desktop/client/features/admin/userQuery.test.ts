import { describe, expect, it } from 'vitest';
import { createUser } from './fakeUser.ts';
import { inOrder, sortBy, type UserQuery } from './userQuery.ts';

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

describe('an exported list', () => {
  const person = (displayName: string, lastSeenAt: string | null) =>
    createUser({ displayName, lastSeenAt, email: `${displayName.length}@example.org` });
  const people = [
    person('bo', '2026-03-14T15:09:26.535Z'),
    person('Ana', null),
    person('Cleo', '2026-03-14T15:09:26.536Z'),
  ];
  const names = (order: Parameters<typeof inOrder>[0]) =>
    inOrder(order, people).map(({ displayName }) => displayName);

  it('is in the order of the table', () => {
    expect(names({ sort: 'displayName', order: 'asc' })).toEqual(['Ana', 'bo', 'Cleo']);
    expect(names({ sort: 'email', order: 'desc' })).toEqual(['Cleo', 'Ana', 'bo']);
    expect(names({ sort: 'lastSeenAt', order: 'asc' })).toEqual(['Ana', 'bo', 'Cleo']);
    expect(names({ sort: 'createdAt', order: 'desc' })).toEqual(['bo', 'Ana', 'Cleo']);
  });
});
