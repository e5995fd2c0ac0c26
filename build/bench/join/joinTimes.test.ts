import { describe, expect, it } from 'vitest';
import { summarizeJoins, toJoinTimes } from './joinTimes.ts';
import type { JoinMoments } from './pageProbe.ts';

const MOMENTS: JoinMoments = {
  click: 1000,
  asked: 1005,
  answered: 1030,
  ice: 1090,
  dtls: 1100,
  rtp: 1120,
  decoded: 1150,
  frame: 1170,
  sound: 1130,
};

describe('toJoinTimes', () => {
  it('splits the time to the picture into parts that make up the whole', () => {
    expect(toJoinTimes(MOMENTS)).toEqual({
      picture: 150,
      screen: 170,
      sound: 130,
      signalling: 30,
      ice: 60,
      dtls: 10,
      keyFrame: 50,
    });
  });

  it('lets no part end after the picture, however late the page heard of it', () => {
    const times = toJoinTimes({ ...MOMENTS, ice: 1190, dtls: null });
    expect(times).toMatchObject({ ice: 120, dtls: 0, keyFrame: 0 });
  });
});

describe('summarizeJoins', () => {
  it('counts a join that came to nothing as the longest of all', () => {
    const never = toJoinTimes({ ...MOMENTS, decoded: null, frame: null, sound: null });
    const figures = summarizeJoins([toJoinTimes(MOMENTS), never, toJoinTimes(MOMENTS)]);
    expect(figures).toMatchObject({ joins: 3, failed: 1, p50: 150, p99: Infinity, keyFrame: 50 });
  });

  it('counts a join whose picture was decoded and never drawn as one that failed', () => {
    const unseen = toJoinTimes({ ...MOMENTS, frame: null });
    expect(summarizeJoins([unseen])).toMatchObject({ failed: 1, p50: 150, screenP50: Infinity });
  });
});
