import { expect, test } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { PendingWrites } from './PendingWrites.ts';

/** A database that can be away, and keeps what was written in order. */
class Store {
  isAway = false;
  readonly written: string[] = [];
  readonly told: string[] = [];
  readonly writes = new PendingWrites({
    patienceMs: 20,
    retryMs: 5,
    log: {
      info: (_fields, message) => void this.told.push(message),
      warn: (_fields, message) => void this.told.push(message),
      error: (_fields, message) => void this.told.push(message),
    },
  });

  put(key: string, text: string): Promise<void> {
    return this.writes.put(key, () => this.#write(text));
  }

  async #write(text: string): Promise<void> {
    await Promise.resolve();
    if (this.isAway) throw new AppError('unavailable', 'away');
    this.written.push(text);
  }
}

test('what the database takes is stored before the caller goes on', async () => {
  const store = new Store();
  await store.put('hand 1', 'up');
  expect(store.written).toEqual(['up']);
  expect(store.told).toEqual([]);
});

test('while the database is away the caller goes on, and everything is stored when it is back', async () => {
  const store = new Store();
  store.isAway = true;
  await store.put('left 1', 'Ana left');
  await store.put('left 2', 'Ben left');
  expect(store.written).toEqual([]);
  store.isAway = false;
  await expect.poll(() => store.written.toSorted()).toEqual(['Ana left', 'Ben left']);
  // Each said once, however often it was tried.
  await expect.poll(() => store.told).toHaveLength(2);
  expect(store.writes.size).toBe(0);
});

test('of what happened to one thing meanwhile, the last is stored', async () => {
  const store = new Store();
  store.isAway = true;
  for (const text of ['up', 'down', 'up again']) await store.put('hand 1', text);
  store.isAway = false;
  await expect.poll(() => store.writes.size).toBe(0);
  expect(store.written).toEqual(['up again']);
});

test('a database that stays silent holds nobody up for long', async () => {
  const { writes } = new Store();
  const { promise: silence, resolve: speak } = Promise.withResolvers<void>();
  await writes.put('hand 1', () => silence);
  expect(writes.size).toBe(1);
  speak();
  await expect.poll(() => writes.size).toBe(0);
});

test('two writes of one key never run side by side', async () => {
  const { writes } = new Store();
  const order: string[] = [];
  const { promise: slow, resolve } = Promise.withResolvers<void>();
  const first = writes.put('hand 1', () => slow.then(() => order.push('first')));
  const second = writes.put('hand 1', () => Promise.resolve(order.push('second')));
  resolve();
  await Promise.all([first, second]);
  expect(order).toEqual(['first', 'second']);
});

test('whoever put something first is told first, also when the database begins to stall meanwhile', async () => {
  const store = new Store();
  const order: string[] = [];
  const { promise: silence, resolve: speak } = Promise.withResolvers<void>();
  const first = store.writes.put('name 1', () => silence).then(() => order.push('Ana'));
  store.isAway = true;
  await store.put('hand 2', 'up');
  const second = store.put('name 1', 'Anna').then(() => order.push('Anna'));
  await Promise.all([first, second]);
  expect(order).toEqual(['Ana', 'Anna']);
  store.isAway = false;
  speak();
  await expect.poll(() => store.writes.size).toBe(0);
});

test('what was dropped is not stored later, and what is under way is waited for', async () => {
  const store = new Store();
  store.isAway = true;
  await store.put('seat 1', 'left');
  await store.writes.drop('seat 1');
  store.isAway = false;
  await store.put('seat 2', 'left too');
  await expect.poll(() => store.written).toEqual(['left too']);
  const { promise: slow, resolve } = Promise.withResolvers<void>();
  const put = store.writes.put('seat 3', () => slow.then(() => store.written.push('first')));
  const dropped = store.writes.drop('seat 3').then(() => store.written.push('then'));
  resolve();
  await Promise.all([put, dropped]);
  expect(store.written.slice(-2)).toEqual(['first', 'then']);
});

test('what was dropped while it was under way and then failed is not tried again', async () => {
  const store = new Store();
  const { promise: failing, reject } = Promise.withResolvers<never>();
  let tries = 0;
  const put = store.writes.put('seat 1', () => {
    tries += 1;
    return failing;
  });
  const dropped = store.writes.drop('seat 1');
  reject(new AppError('unavailable', 'away'));
  await Promise.all([put, dropped]);
  expect(store.writes.size).toBe(0);
  // The next round of tries has no more of it.
  await store.put('seat 2', 'left');
  await expect.poll(() => store.written).toEqual(['left']);
  expect(tries).toBe(1);
});

test('what the database refuses for good is told, and not tried again', async () => {
  const store = new Store();
  await store.writes.put('hand 1', () => Promise.reject(new Error('no such column')));
  expect(store.told).toEqual(['a write was refused']);
  expect(store.writes.size).toBe(0);
});

test('a stop tries once more and says what was lost', async () => {
  const store = new Store();
  store.isAway = true;
  await store.put('left 1', 'Ana left');
  await store.writes.close();
  expect(store.told).toContain('writes were lost at the stop');

  const other = new Store();
  other.isAway = true;
  await other.put('left 1', 'Ana left');
  other.isAway = false;
  await other.writes.close();
  expect(other.written).toEqual(['Ana left']);
  expect(other.told).not.toContain('writes were lost at the stop');
});
