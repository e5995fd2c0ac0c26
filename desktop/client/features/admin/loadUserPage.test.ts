import { describe, expect, it, vi } from 'vitest';
import type { Api, RouteOutput } from '../../api/index.ts';
import { fetchUsers } from './exportUsers.ts';
import { createUser } from './fakeUser.ts';
import { FIRST_PLACE, loadUserPage, type UserPlace } from './loadUserPage.ts';
import type { UserQuery } from './userQuery.ts';

const query: UserQuery = { search: 'ada', sort: 'email', order: 'asc' };

const person = (id: string) => createUser({ id });

type Answer = RouteOutput<'listUsers'>;
const answer = (given: Partial<Answer>): Answer => ({
  items: [person('ada')],
  total: null,
  next: null,
  previous: null,
  ...given,
});

/** Answers with these, one after another. */
function apiOf(...answers: Answer[]) {
  const call = vi.fn(() => Promise.resolve(answers.shift()));
  // The only call is that of listUsers, whose answers these are.
  return { call, api: { call } as unknown as Pick<Api, 'call'> };
}

describe('a page of people', () => {
  it('leads to the next one and counts it', async () => {
    const { call, api } = apiOf(
      answer({ total: 45, next: 'n' }),
      answer({ next: 'm', previous: 'p' }),
    );
    const first = await loadUserPage(api, query, FIRST_PLACE);
    expect(first).toMatchObject({ page: 1, pages: 3, total: 45, previous: null });
    const second = await loadUserPage(api, query, placeOf(first.next));
    expect(call).toHaveBeenLastCalledWith('listUsers', {
      query: { ...query, after: 'n', pageSize: 20 },
    });
    expect(second).toMatchObject({ page: 2, pages: 3, total: 45 });
  });

  it('leads back to what came before it, and to the beginning from the second', async () => {
    const { api } = apiOf(answer({ previous: 'p' }), answer({ previous: 'p' }), answer({}));
    const at = (page: number): UserPlace => ({ page, cursor: { after: 'c' }, total: 60 });
    expect((await loadUserPage(api, query, at(3))).previous).toEqual({
      page: 2,
      cursor: { before: 'p' },
      total: 60,
    });
    expect((await loadUserPage(api, query, at(2))).previous).toEqual(FIRST_PLACE);
    // Those who were in front of it have been deleted.
    expect((await loadUserPage(api, query, at(3))).previous).toEqual(FIRST_PLACE);
  });

  it('believes the list more than what was counted once', async () => {
    const { api } = apiOf(answer({}), answer({ next: 'n', previous: 'p' }));
    const place: UserPlace = { page: 3, cursor: { after: 'c' }, total: 45 };
    expect(await loadUserPage(api, query, { ...place, total: 100 })).toMatchObject({ pages: 3 });
    expect(await loadUserPage(api, query, place)).toMatchObject({ pages: 4 });
  });

  it('does not know how many there are where nobody has counted', async () => {
    const { api } = apiOf(answer({ next: 'n' }), answer({}));
    expect((await loadUserPage(api, query, FIRST_PLACE)).pages).toBeNull();
    expect((await loadUserPage(api, query, FIRST_PLACE)).pages).toBe(1);
  });

  it('is the first one where everybody from there on has been deleted', async () => {
    const { call, api } = apiOf(answer({ items: [] }), answer({ total: 1 }));
    const place: UserPlace = { page: 2, cursor: { after: 'c' }, total: 21 };
    expect(await loadUserPage(api, query, place)).toMatchObject({ page: 1, pages: 1, total: 1 });
    expect(call).toHaveBeenLastCalledWith('listUsers', { query: { ...query, pageSize: 20 } });
  });
});

it('an export walks to the end in the order in which people signed up', async () => {
  const { call, api } = apiOf(
    answer({ items: [person('a')], total: 2, next: 'n' }),
    answer({ items: [person('b')], previous: 'p' }),
  );
  expect((await fetchUsers(api, 'ada')).map(({ id }) => id)).toEqual(['a', 'b']);
  const walked = { search: 'ada', sort: 'createdAt', order: 'asc', pageSize: 100 };
  expect(call.mock.calls).toEqual([
    ['listUsers', { query: walked }],
    ['listUsers', { query: { ...walked, after: 'n' } }],
  ]);
});

function placeOf(place: UserPlace | null): UserPlace {
  if (!place) throw new Error('there is no further page');
  return place;
}
