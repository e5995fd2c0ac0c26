import { expect, it } from 'vitest';
import { rankVideos } from './rankVideos.ts';

it('[M11] a screen is wanted most, then who speaks, then what is shown larger', () => {
  const videos = [
    { id: 'small', source: 'camera', ownerId: 'ann', areaPx: 100, isLayerless: false },
    { id: 'large', source: 'camera', ownerId: 'bob', areaPx: 900, isLayerless: false },
    { id: 'speaker', source: 'camera', ownerId: 'cleo', areaPx: 50, isLayerless: false },
    { id: 'screen', source: 'screen', ownerId: 'ann', areaPx: 10, isLayerless: false },
    { id: 'later', source: 'camera', ownerId: 'dan', areaPx: 100, isLayerless: false },
  ] as const;
  expect(rankVideos(videos, 'cleo')).toEqual([
    { id: 'screen', rank: 'screen', isLayerless: false },
    { id: 'speaker', rank: 'speaker', isLayerless: false },
    { id: 'large', rank: 'other', isLayerless: false },
    { id: 'small', rank: 'other', isLayerless: false },
    { id: 'later', rank: 'other', isLayerless: false },
  ]);
});

it('without anybody speaking nobody is the speaker', () => {
  const video = {
    id: 'a',
    source: 'camera',
    ownerId: 'ann',
    areaPx: 1,
    isLayerless: false,
  } as const;
  expect(rankVideos([video], null)).toEqual([{ id: 'a', rank: 'other', isLayerless: false }]);
});
