import { describe, expect, it } from 'vitest';
import type { RtpParameters } from '../../shared/contracts/index.ts';
import { chooseLayer, layerSizes } from './chooseLayer.ts';

const withEncodings = (encodings: RtpParameters['encodings']): RtpParameters => ({
  codecs: [{ mimeType: 'video/VP8', payloadType: 101, clockRate: 90_000 }],
  encodings: encodings ?? [],
});

describe('layerSizes', () => {
  it('halves from layer to layer of simulcast', () => {
    const layers = layerSizes('camera', withEncodings([{ rid: 'a' }, { rid: 'b' }, { rid: 'c' }]));
    expect(layers.map(({ widthPx }) => widthPx)).toEqual([320, 640, 1280]);
    expect(layers.map(({ heightPx }) => heightPx)).toEqual([180, 360, 720]);
  });

  it('takes the factors that the encodings state', () => {
    const layers = layerSizes(
      'camera',
      withEncodings([{ scaleResolutionDownBy: 8 }, { scaleResolutionDownBy: 1 }]),
    );
    expect(layers.map(({ widthPx }) => widthPx)).toEqual([160, 1280]);
  });

  it.each([
    ['L3T3', 3],
    ['L3T3_KEY', 3],
    ['S2T1', 2],
    ['L1T3', 1],
    ['', 1],
    ['nonsense', 1],
  ])('reads %o as %i layers of one encoding', (scalabilityMode, count) => {
    expect(layerSizes('screen', withEncodings([{ scalabilityMode }]))).toHaveLength(count);
  });

  it('one layer where nothing is said of encodings', () => {
    expect(layerSizes('camera', withEncodings([]))).toEqual([{ widthPx: 1280, heightPx: 720 }]);
  });
});

describe('chooseLayer', () => {
  const layers = layerSizes('camera', withEncodings([{}, {}, {}]));

  it.each([
    [0, 0, 0],
    [320, 180, 0],
    [321, 180, 1],
    [320, 181, 1],
    [640, 360, 1],
    [641, 360, 2],
    [1280, 720, 2],
    [3840, 2160, 2],
    // A phone held upright: the height decides.
    [200, 700, 2],
  ])('[M5] %i x %i gets layer %i', (widthPx, heightPx, layer) => {
    expect(chooseLayer({ widthPx, heightPx }, layers)).toBe(layer);
  });

  it('takes the best of those that are as large as one another', () => {
    const alike = layerSizes(
      'screen',
      withEncodings([{ scaleResolutionDownBy: 1 }, { scaleResolutionDownBy: 1 }]),
    );
    expect(chooseLayer({ widthPx: 320, heightPx: 180 }, alike)).toBe(1);
    expect(chooseLayer({ widthPx: 3840, heightPx: 2160 }, alike)).toBe(1);
  });
});
