import { expect, it } from 'vitest';
import {
  isBehind,
  limitViews,
  nextReceiveState,
  RECEIVING_ALL,
  type WantedView,
} from './receivePolicy.ts';

const view = (consumerId: string, source: 'camera' | 'screen', widthPx: number): WantedView => ({
  consumerId,
  source,
  isVisible: widthPx > 0,
  widthPx,
  heightPx: (widthPx * 9) / 16,
});
const wanted = [
  view('small', 'camera', 320),
  view('large', 'camera', 1280),
  view('screen', 'screen', 1600),
  view('hidden', 'camera', 0),
];

it('asks for everything as it is shown while the computer keeps up', () => {
  const { views, held } = limitViews(0, wanted);
  expect(wanted).toMatchObject(views);
  expect(held.size).toBe(0);
});

it('[M11] a busy computer gets cameras at their smallest first, and shared screens as they are', () => {
  const { views, held } = limitViews(1, wanted);
  expect(views.map(({ widthPx }) => widthPx)).toEqual([160, 160, 1600, 0]);
  expect(held.size).toBe(0);
});

it('[M11] then only the largest camera is left, and shared screens', () => {
  const { views, held } = limitViews(2, wanted);
  expect([...held]).toEqual(['small']);
  expect(views.map(({ isVisible }) => isVisible)).toEqual([false, true, true, false]);
});

it('needs the word of the computer, or very many late frames', () => {
  const late = { framesDecoded: 60, framesDropped: 40 };
  expect(isBehind({ ...late, isCritical: true })).toBe(true);
  expect(isBehind({ ...late, isCritical: false })).toBe(false);
  expect(isBehind({ ...late, isCritical: null })).toBe(false);
  expect(isBehind({ framesDecoded: 40, framesDropped: 60, isCritical: null })).toBe(true);
  expect(isBehind({ framesDecoded: 0, framesDropped: 9, isCritical: true })).toBe(false);
});

it('gives up something only after frames were late for a while', () => {
  const late = { framesDecoded: 20, framesDropped: 40, isCritical: true };
  let state = RECEIVING_ALL;
  for (let ms = 0; ms < 8000; ms += 2000) state = nextReceiveState(state, late, ms);
  expect(state.level).toBe(0);
  expect(nextReceiveState(state, late, 8000).level).toBe(1);
});
