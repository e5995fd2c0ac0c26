import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EstimateFloor, FLOOR_MS, START_BPS, TRY_MS } from './EstimateFloor.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function setUp() {
  const floors: number[] = [];
  return { floors, floor: new EstimateFloor((bps) => floors.push(bps)) };
}

it('[S2] holds nobody for what was measured in a cut: what the path carried before counts for a while', () => {
  const { floor, floors } = setUp();
  floor.handleBandwidth(400_000);
  floor.handlePath(true);
  floor.handleBandwidth(0);
  floor.handlePath(false);
  expect(floors).toEqual([400_000]);
  vi.advanceTimersByTime(FLOOR_MS);
  expect(floors).toEqual([400_000, 0]);
});

it('trusts a path that is back with no more than a new one', () => {
  const { floor, floors } = setUp();
  floor.handleBandwidth(8_000_000);
  floor.handlePath(true);
  floor.handlePath(false);
  expect(floors).toEqual([START_BPS]);
});

it('gives mediasoup no floor that it refuses', () => {
  const { floor, floors } = setUp();
  floor.handleBandwidth(5000);
  floor.handlePath(true);
  floor.handlePath(false);
  expect(floors).toEqual([30_000]);
});

it('leaves a path alone that was never lost', () => {
  const { floor, floors } = setUp();
  floor.handleBandwidth(400_000);
  floor.handlePath(false);
  vi.advanceTimersByTime(FLOOR_MS);
  expect(floors).toEqual([]);
});

it('keeps the floor of the second return for its whole time', () => {
  const { floor, floors } = setUp();
  for (const isLost of [true, false]) floor.handlePath(isLost);
  vi.advanceTimersByTime(FLOOR_MS - 1);
  for (const isLost of [true, false]) floor.handlePath(isLost);
  vi.advanceTimersByTime(FLOOR_MS - 1);
  expect(floors).toEqual([START_BPS, START_BPS]);
  vi.advanceTimersByTime(1);
  expect(floors.at(-1)).toBe(0);
});

it('sets nothing any more once it is closed', () => {
  const { floor, floors } = setUp();
  for (const isLost of [true, false]) floor.handlePath(isLost);
  floor.close();
  vi.advanceTimersByTime(FLOOR_MS);
  expect(floors).toEqual([START_BPS]);
});

it('[M11] trusts the path with what is tried, for a moment', () => {
  const { floor, floors } = setUp();
  floor.handleBandwidth(30_000);
  floor.handleTry(80_000);
  expect(floors).toEqual([80_000]);
  vi.advanceTimersByTime(TRY_MS);
  expect(floors).toEqual([80_000, 0]);
});

it('leaves an estimate alone that is enough for a try', () => {
  const { floor, floors } = setUp();
  floor.handleBandwidth(80_000);
  floor.handleTry(80_000);
  expect(floors).toEqual([]);
});

it('tries nothing over a path that is lost', () => {
  const { floor, floors } = setUp();
  floor.handleBandwidth(30_000);
  floor.handlePath(true);
  floor.handleTry(80_000);
  expect(floors).toEqual([]);
});

it('does not cut short what a path that is back is trusted with', () => {
  const { floor, floors } = setUp();
  floor.handleBandwidth(70_000);
  floor.handlePath(true);
  floor.handlePath(false);
  floor.handleTry(80_000);
  vi.advanceTimersByTime(FLOOR_MS - 1);
  expect(floors).toEqual([70_000]);
});

it('does not take its own floor for what the path carried', () => {
  const { floor, floors } = setUp();
  floor.handleBandwidth(30_000);
  floor.handleTry(80_000);
  floor.handleBandwidth(80_000);
  floor.handlePath(true);
  floor.handlePath(false);
  expect(floors.at(-1)).toBe(30_000);
});
