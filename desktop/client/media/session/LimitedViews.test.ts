import { beforeEach, expect, it } from 'vitest';
import { LimitedViews } from './LimitedViews.ts';

let told: string[];
let views: LimitedViews;

beforeEach(() => {
  told = [];
  views = new LimitedViews({
    batch: {
      set: ({ consumerId, isVisible, widthPx }) =>
        told.push(`${consumerId} ${isVisible ? widthPx : 'hidden'}`),
      forget: (consumerId) => told.push(`forget ${consumerId}`),
      flushShown: () => told.push('flush'),
    },
    onHeld: (consumerId, isHeld) => told.push(`${consumerId} ${isHeld ? 'held' : 'let go'}`),
  });
});

function show(consumerId: string, widthPx: number): void {
  const heightPx = (widthPx * 9) / 16;
  views.set({ consumerId, source: 'camera', isVisible: true, widthPx, heightPx });
}

function news(): string[] {
  return told.splice(0);
}

it('passes on what is shown while the computer keeps up', () => {
  show('a', 640);
  expect(news()).toEqual(['a 640']);
});

it('[M11] gives up, and takes back, as the level goes', () => {
  show('a', 640);
  show('b', 320);
  news();
  views.setLevel(1);
  expect(news()).toEqual(['a 160', 'b 160']);
  views.setLevel(2);
  expect(news()).toEqual(['a 160', 'b hidden', 'b held']);
  views.setLevel(0);
  expect(news()).toEqual(['a 640', 'b 320', 'b let go']);
});

it('a picture that becomes the largest changes places with the one that was', () => {
  show('a', 640);
  show('b', 320);
  views.setLevel(2);
  news();
  show('b', 900);
  expect(news()).toEqual(['a hidden', 'a held', 'b 160', 'b let go']);
});

it('does not count what has gone', () => {
  show('a', 640);
  show('b', 320);
  views.setLevel(2);
  news();
  views.forget('a');
  show('b', 320);
  expect(news()).toEqual(['forget a', 'b 160', 'b let go']);
});
