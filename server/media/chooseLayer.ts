import type { MediaSource, RtpParameters } from '../../shared/contracts/index.ts';

export interface Size {
  widthPx: number;
  heightPx: number;
}

/**
 * RTP does not say how large the pictures are, so the sizes that our clients publish are assumed. One that
 * publishes less gets its viewers a layer more than they need, at worst.
 */
const PUBLISHED: Readonly<Record<MediaSource, Size>> = {
  camera: { widthPx: 1280, heightPx: 720 },
  screen: { widthPx: 1920, heightPx: 1080 },
  mic: { widthPx: 0, heightPx: 0 },
  screenAudio: { widthPx: 0, heightPx: 0 },
};

/**
 * The spatial layers of a stream, smallest first: of simulcast one per encoding, of SVC those of its
 * scalability mode (`L3T3`). Each is half as wide and high as the next, unless the encodings say otherwise.
 */
export function layerSizes(source: MediaSource, { encodings = [] }: RtpParameters): Size[] {
  const full = PUBLISHED[source];
  const [first] = encodings;
  const count = encodings.length > 1 ? encodings.length : spatialLayers(first?.scalabilityMode);
  return Array.from({ length: count }, (_, layer) => {
    const stated = encodings.length > 1 ? encodings[layer]?.scaleResolutionDownBy : undefined;
    const factor = stated ?? 2 ** (count - 1 - layer);
    return { widthPx: full.widthPx / factor, heightPx: full.heightPx / factor };
  });
}

/** @returns the index of the smallest layer that covers what is shown, or of the largest there is; of layers alike the best */
export function chooseLayer(shown: Size, layers: readonly Size[]): number {
  const covering = layers.findIndex(
    ({ widthPx, heightPx }) => widthPx >= shown.widthPx && heightPx >= shown.heightPx,
  );
  const widthPx = layers[covering]?.widthPx;
  return covering === -1
    ? layers.length - 1
    : layers.findLastIndex((layer) => layer.widthPx === widthPx);
}

function spatialLayers(scalabilityMode = ''): number {
  const digit = /^[LS]([1-9])T/.exec(scalabilityMode)?.[1];
  return digit === undefined ? 1 : Number(digit);
}
