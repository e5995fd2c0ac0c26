import { expect, it } from 'vitest';
import { EventBacklog } from './EventBacklog.ts';

const roomId = 'r';
const scored = (consumerId: string, score: number) =>
  ['consumer:scored', { roomId, consumerId, score, producerScore: 10 }] as const;

it('tells again what was not heard, in its order', () => {
  const backlog = new EventBacklog();
  backlog.add(...scored('a', 1));
  backlog.add(...scored('b', 2));
  backlog.add('node:workersChanged', { live: 1, wanted: 1 });
  backlog.settle(1);
  expect(backlog.after(0).map(({ sequence }) => sequence)).toEqual([2, 3]);
  expect(backlog.after(2).map(({ name }) => name)).toEqual(['node:workersChanged']);
});

it('keeps the latest only of what one thing says of itself', () => {
  const backlog = new EventBacklog();
  for (let score = 0; score <= 10; score++) backlog.add(...scored('a', score));
  backlog.add(...scored('b', 5));
  backlog.add('room:speakerChanged', { roomId, producerId: 'p' });
  backlog.add('room:speakerChanged', { roomId, producerId: null });
  expect(backlog.size).toBe(3);
  expect(backlog.after(0)).toMatchObject([
    { sequence: 11, payload: { score: 10 } },
    { sequence: 12 },
    { sequence: 14, payload: { producerId: null } },
  ]);
});

it('forgets no lost room', () => {
  const backlog = new EventBacklog();
  backlog.add('node:roomsLost', { roomIds: ['x'] });
  backlog.add('node:roomsLost', { roomIds: ['y'] });
  expect(backlog.after(0).map(({ payload }) => payload)).toEqual([
    { roomIds: ['x'] },
    { roomIds: ['y'] },
  ]);
});
