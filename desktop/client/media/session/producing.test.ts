import { expect, it } from 'vitest';
import { howToProduce } from './producing.ts';

const layersOf = (handlerName: string) =>
  howToProduce({ handlerName }, 'screen').encodings?.map(
    ({ scaleResolutionDownBy = 1 }) => scaleResolutionDownBy,
  );

it('sends a screen in two layers of full size where they are sent as they are announced', () => {
  expect(layersOf('Chrome111')).toEqual([1, 1]);
});

it.each(['Firefox120', 'Safari12'])('sends one layer of a screen from %s', (handlerName) => {
  expect(layersOf(handlerName)).toEqual([1]);
});
