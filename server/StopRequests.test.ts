import { EventEmitter } from 'node:events';
import { beforeEach, expect, test } from 'vitest';
import { StopRequests } from './StopRequests.ts';

let source: EventEmitter;
let stops: StopRequests;
let exits: number[];
let now: number;
let isAsked: boolean;

beforeEach(() => {
  source = new EventEmitter();
  exits = [];
  now = 5_000;
  isAsked = false;
  const log = { info: () => undefined, fatal: () => undefined };
  stops = new StopRequests({ log, exit: (code) => exits.push(code), now: () => now });
  stops.listenTo(source);
  void stops.asked.then(() => (isAsked = true));
});

async function send(event: string, what?: unknown) {
  source.emit(event, what);
  await Promise.resolve();
  return { isAsked, isImpatient: stops.impatience.aborted, exitCode: stops.exitCode, exits };
}

test('SIGTERM asks with patience', async () => {
  expect(await send('SIGTERM')).toMatchObject({ isAsked: true, isImpatient: false, exitCode: 0 });
});

test.each(['SIGINT', 'SIGHUP', 'disconnect'])('%s waits for nobody', async (event) => {
  expect(await send(event)).toMatchObject({ isAsked: true, isImpatient: true, exitCode: 0 });
});

test('a crash waits for nobody and says so', async () => {
  const crashed = await send('uncaughtException', new Error('bug'));
  expect(crashed).toMatchObject({ isAsked: true, isImpatient: true, exitCode: 1, exits: [] });
});

test('the same wish by two ways is one', async () => {
  await send('SIGTERM');
  now += 999;
  expect(await send('SIGTERM')).toMatchObject({ isImpatient: false, exits: [] });
});

test('a second signal ends the patience, a third one everything', async () => {
  await send('SIGTERM');
  now += 1_000;
  expect(await send('SIGTERM')).toMatchObject({ isImpatient: true, exits: [] });
  now += 1_000;
  expect((await send('SIGTERM')).exits).toEqual([1]);
});

test('a second Ctrl-C does not wait for the closing', async () => {
  await send('SIGINT');
  now += 1_000;
  expect((await send('SIGINT')).exits).toEqual([1]);
});
