import { expect, it } from 'vitest';
import { rankVideos } from './rankVideos.ts';

it('[M11] a screen is wanted most, then who speaks, then what is shown larger', () => {
  const videos = [
    { id: 'small', source: 'camera', ownerId: 'ann', areaPx: 100 },
    { id: 'large', source: 'camera', ownerId: 'bob', areaPx: 900 },
    { id: 'speaker', source: 'camera', ownerId: 'cleo', areaPx: 50 },
    { id: 'screen', source: 'screen', ownerId: 'ann', areaPx: 10 },
    { id: 'later', source: 'camera', ownerId: 'dan', areaPx: 100 },
  ] as const;
  expect(rankVideos(videos, 'cleo')).toEqual([
    { id: 'screen', rank: 'screen' },
    { id: 'speaker', rank: 'speaker' },
    { id: 'large', rank: 'other' },
    { id: 'small', rank: 'other' },
    { id: 'later', rank: 'other' },
  ]);
});

it('without anybody speaking nobody is the speaker', () => {
  const video = { id: 'a', source: 'camera', ownerId: 'ann', areaPx: 1 } as const;
  expect(rankVideos([video], null)).toEqual([{ id: 'a', rank: 'other' }]);
});
