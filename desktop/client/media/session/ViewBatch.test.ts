import { beforeEach, describe, expect, it } from 'vitest';
import type { View } from '../../../../shared/contracts/index.ts';
import { createFakeClock, type FakeClock } from '../../platform/fakeClock.ts';
import { ViewBatch } from './ViewBatch.ts';

const shown = (consumerId: string, widthPx = 640): View => ({
  consumerId,
  isVisible: true,
  widthPx,
  heightPx: 360,
});
const hidden = (consumerId: string): View => ({
  consumerId,
  isVisible: false,
  widthPx: 0,
  heightPx: 0,
});

describe('ViewBatch [M5]', () => {
  let clock: FakeClock;
  let sent: View[][];
  let batch: ViewBatch;
  beforeEach(() => {
    clock = createFakeClock();
    sent = [];
    batch = new ViewBatch(clock, (views) => {
      sent.push(views);
      return Promise.resolve();
    });
  });

  it('tells a whole page of tiles in one message, within a frame or two', () => {
    for (let tile = 0; tile < 25; tile += 1) batch.set(shown(`tile${tile}`));
    clock.advance(50);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toHaveLength(25);
  });

  it('tells only what changed', () => {
    batch.set(shown('a'));
    batch.set(shown('b'));
    clock.advance(1000);
    batch.set(shown('a'));
    batch.set(shown('b', 320));
    clock.advance(1000);
    expect(sent.slice(1)).toEqual([[shown('b', 320)]]);
  });

  it('does not stop a tile that is gone for a moment only', () => {
    batch.set(shown('a'));
    clock.advance(1000);
    batch.set(hidden('a'));
    clock.advance(500);
    batch.set(shown('a'));
    clock.advance(5000);
    expect(sent).toHaveLength(1);
  });

  it('stops a video that stays hidden', () => {
    batch.set(shown('a'));
    clock.advance(1000);
    batch.set(hidden('a'));
    clock.advance(1000);
    expect(sent[1]).toEqual([hidden('a')]);
  });

  it('does not wait with what appears for what disappears', () => {
    batch.set(shown('a'));
    clock.advance(1000);
    batch.set(hidden('a'));
    batch.set(shown('b'));
    clock.advance(50);
    expect(sent[1]).toEqual([shown('b')]);
  });

  it('keeps telling sizes while an element is being dragged', () => {
    batch.set(shown('a', 100));
    clock.advance(1000);
    for (let width = 101; width < 161; width += 1) {
      batch.set(shown('a', width));
      clock.advance(16);
    }
    expect(sent.length).toBeGreaterThan(2);
    expect(sent.length).toBeLessThan(8);
  });

  it('tells what is to be shown before a stream begins, and leaves the rest for its time', () => {
    batch.set(shown('a'));
    batch.set(hidden('b'));
    batch.flushShown();
    expect(sent).toEqual([[shown('a')]]);
    clock.advance(1000);
    expect(sent.slice(1)).toEqual([[hidden('b')]]);
    expect(clock.pendingCount).toBe(0);
  });

  it('tells everything again after the connection came back', () => {
    batch.set(shown('a'));
    batch.set(hidden('b'));
    clock.advance(2000);
    sent.length = 0;
    batch.resendAll();
    clock.advance(1);
    expect(sent).toEqual([[shown('a'), hidden('b')]]);
  });

  it('says nothing of a consumer that is gone', () => {
    batch.set(shown('a'));
    batch.forget('a');
    clock.advance(2000);
    expect(sent).toEqual([]);
  });

  it('leaves no timer when it is closed', () => {
    batch.set(shown('a'));
    batch.close();
    expect(clock.pendingCount).toBe(0);
    batch.set(shown('a'));
    expect(clock.pendingCount).toBe(0);
  });
});
