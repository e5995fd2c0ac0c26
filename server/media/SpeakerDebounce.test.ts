import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SILENCE_MS, SPEAKER_INTERVAL_MS, SpeakerDebounce } from './SpeakerDebounce.ts';

let told: (string | null)[];
let speaker: SpeakerDebounce;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  speaker = new SpeakerDebounce((peerId) => told.push(peerId));
});
afterEach(() => {
  vi.useRealTimers();
});

it('[M7] the first to speak is told at once', () => {
  speaker.hear('ann');
  expect(told).toEqual(['ann']);
});

it('[M7] changes are at least 300 ms apart, and the last one holds', () => {
  speaker.hear('ann');
  speaker.hear('bob');
  speaker.hear('cid');
  vi.advanceTimersByTime(SPEAKER_INTERVAL_MS - 1);
  expect(told).toEqual(['ann']);
  vi.advanceTimersByTime(1);
  expect(told).toEqual(['ann', 'cid']);
});

it('[M7] who is back before another was told stays', () => {
  speaker.hear('ann');
  speaker.hear('bob');
  speaker.hear('ann');
  vi.advanceTimersByTime(5000);
  expect(told).toEqual(['ann']);
});

it('[M7] nobody speaks only after a spell of silence', () => {
  speaker.hear('ann');
  speaker.hear(null);
  vi.advanceTimersByTime(SILENCE_MS - 1);
  expect(told).toEqual(['ann']);
  speaker.hear('ann');
  vi.advanceTimersByTime(SILENCE_MS);
  expect(told).toEqual(['ann']);
  speaker.hear(null);
  vi.advanceTimersByTime(SILENCE_MS);
  expect(told).toEqual(['ann', null]);
});

it('[M7] silence said again does not begin anew', () => {
  speaker.hear('ann');
  speaker.hear(null);
  vi.advanceTimersByTime(SILENCE_MS - 1);
  speaker.hear(null);
  vi.advanceTimersByTime(1);
  expect(told).toEqual(['ann', null]);
});

it('[M7] a speaker who leaves is told as gone at once, and the next one still follows', () => {
  speaker.hear('ann');
  speaker.hear('bob');
  speaker.forget('ann');
  expect(told).toEqual(['ann', null]);
  vi.advanceTimersByTime(SPEAKER_INTERVAL_MS);
  expect(told).toEqual(['ann', null, 'bob']);
});

it('[M7] who leaves before being told never is', () => {
  speaker.hear('ann');
  speaker.hear('bob');
  speaker.forget('bob');
  vi.advanceTimersByTime(5000);
  expect(told).toEqual(['ann']);
});

it('says nothing after its end and holds no timer', () => {
  speaker.hear('ann');
  speaker.hear('bob');
  speaker.close();
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(5000);
  expect(told).toEqual(['ann']);
});
