import { describe, expect, it } from 'vitest';
import { createParticipant } from '../view/fakeParticipant.ts';
import { filterPeople, orderPeople } from './peopleOrder.ts';

const people = [
  createParticipant({ id: 'zoe' }),
  createParticipant({ id: 'self', displayName: 'Mo' }),
  createParticipant({ id: 'host', role: 'host', displayName: 'Yan' }),
  createParticipant({ id: 'guest', role: 'guest', displayName: 'Éva' }),
  createParticipant({ id: 'late', displayName: 'Bob', handRaisedAt: 20 }),
  createParticipant({ id: 'early', displayName: 'Tim', handRaisedAt: 10 }),
];

describe('orderPeople', () => {
  it('puts raised hands first, then oneself, the host and the rest by name', () => {
    expect(orderPeople(people, 'self', 'en').map(({ id }) => id)).toEqual([
      'early',
      'late',
      'self',
      'host',
      'guest',
      'zoe',
    ]);
  });

  it('sorts Chinese names the way their readers do', () => {
    const chinese = ['张三', '李四', '白居易'].map((displayName, index) =>
      createParticipant({ id: String(index), displayName }),
    );
    expect(orderPeople(chinese, null, 'zh-CN').map(({ displayName }) => displayName)).toEqual([
      '白居易',
      '李四',
      '张三',
    ]);
  });
});

describe('filterPeople', () => {
  it('finds a name without its accents and in any case', () => {
    expect(filterPeople(people, ' eva').map(({ id }) => id)).toEqual(['guest']);
    expect(filterPeople(people, 'O').map(({ displayName }) => displayName)).toEqual([
      'zoe',
      'Mo',
      'Bob',
    ]);
  });

  it('shows everybody for an empty search', () => {
    expect(filterPeople(people, '  ')).toHaveLength(people.length);
  });
});
