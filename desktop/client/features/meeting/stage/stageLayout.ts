import {
  gridRulesFor,
  pageCapacity,
  placeGrid,
  type GridRules,
  type Rect,
  type Size,
} from './gridLayout.ts';

export interface StageInput<Key extends string> {
  area: Size;
  /** In the order in which they are shown. */
  tiles: readonly Key[];
  /** The tile that takes the stage while the others become a strip; null: all are equal. */
  focus: Key | null;
  /** Shown on the first page, whatever their place in the order. */
  forward: readonly Key[];
  /** From 0; one beyond the last shows the last. */
  page: number;
}

export interface StageLayout<Key extends string> {
  /** Tiles that are shown, with their places; those on other pages are missing. */
  placed: readonly { key: Key; rect: Rect }[];
  page: number;
  pageCount: number;
}

const GAP = 8;
const STRIP_WIDTH = 208;
const STRIP_HEIGHT_SHARE = 0.2;
const WIDE = 16 / 9;

export function layoutStage<Key extends string>(input: StageInput<Key>): StageLayout<Key> {
  const { area, tiles, focus } = input;
  if (focus === null || !tiles.includes(focus)) return layoutEqual(input);
  const others = tiles.filter((key) => key !== focus);
  if (others.length === 0) {
    return { placed: [{ key: focus, rect: wholeOf(area) }], page: 0, pageCount: 1 };
  }
  return area.width >= area.height * 1.1
    ? layoutBeside(input, focus, others)
    : layoutBelow(input, focus, others);
}

function layoutEqual<Key extends string>(input: StageInput<Key>): StageLayout<Key> {
  const { area, tiles } = input;
  const rules = gridRulesFor(area);
  const shown = pageOf(tiles, pageCapacity(area, tiles.length, rules), input);
  return { ...shown, placed: zip(shown.keys, placeGrid(area, shown.keys.length, rules)) };
}

/** The strip stands at the right: a wide window has width to spare. */
function layoutBeside<Key extends string>(
  input: StageInput<Key>,
  focus: Key,
  others: readonly Key[],
): StageLayout<Key> {
  const { area } = input;
  const width = Math.min(STRIP_WIDTH, area.width * 0.3);
  const rules = stripRules({ maxColumns: 1, width });
  const capacity = Math.max(1, Math.floor((area.height + GAP) / (width / WIDE + GAP)));
  const shown = pageOf(others, capacity, input);
  const strip = placeGrid({ width, height: area.height }, shown.keys.length, rules);
  const left = Math.floor(area.width - width);
  return {
    ...shown,
    placed: [
      { key: focus, rect: { x: 0, y: 0, width: left - GAP, height: Math.floor(area.height) } },
      ...zip(
        shown.keys,
        strip.map((rect) => ({ ...rect, x: left + rect.x })),
      ),
    ],
  };
}

/** The strip lies below: an upright window has height to spare. */
function layoutBelow<Key extends string>(
  input: StageInput<Key>,
  focus: Key,
  others: readonly Key[],
): StageLayout<Key> {
  const { area } = input;
  const height = Math.max(72, area.height * STRIP_HEIGHT_SHARE);
  const capacity = Math.max(2, Math.floor((area.width + GAP) / (height + GAP)));
  const shown = pageOf(others, capacity, input);
  const rules = { ...stripRules({ maxColumns: capacity, width: 0 }), minAspect: 1 };
  const strip = placeGrid({ width: area.width, height }, shown.keys.length, rules);
  const top = Math.floor(area.height - height);
  return {
    ...shown,
    placed: [
      { key: focus, rect: { x: 0, y: 0, width: Math.floor(area.width), height: top - GAP } },
      ...zip(
        shown.keys,
        strip.map((rect) => ({ ...rect, y: top + rect.y })),
      ),
    ],
  };
}

function stripRules({ maxColumns, width }: { maxColumns: number; width: number }): GridRules {
  return {
    gap: GAP,
    minAspect: WIDE,
    maxAspect: WIDE,
    maxColumns,
    minTileWidth: width,
    maxTiles: Infinity,
  };
}

function pageOf<Key extends string>(
  keys: readonly Key[],
  capacity: number,
  { forward, page: wanted }: StageInput<Key>,
) {
  const pageCount = Math.max(1, Math.ceil(keys.length / capacity));
  const page = Math.max(0, Math.min(wanted, pageCount - 1));
  const order = bringForward(keys, forward, capacity);
  return { keys: order.slice(page * capacity, (page + 1) * capacity), page, pageCount };
}

/**
 * Brings tiles from later pages to the first one. Each changes places with the last one there that
 * need not be there, so that all others stay where they are.
 */
export function bringForward<Key extends string>(
  keys: readonly Key[],
  forward: readonly Key[],
  capacity: number,
): Key[] {
  const order = [...keys];
  const kept = forward.filter((key) => keys.includes(key)).slice(0, capacity);
  for (const key of kept) {
    const from = order.indexOf(key);
    if (from < capacity) continue;
    const to = order.slice(0, capacity).findLastIndex((shown) => !kept.includes(shown));
    const moved = order[to];
    if (moved === undefined) return order;
    order[to] = key;
    order[from] = moved;
  }
  return order;
}

function zip<Key>(keys: readonly Key[], rects: readonly Rect[]): { key: Key; rect: Rect }[] {
  return keys.flatMap((key, index) => {
    const rect = rects[index];
    return rect === undefined ? [] : [{ key, rect }];
  });
}

function wholeOf(area: Size): Rect {
  return { x: 0, y: 0, width: Math.floor(area.width), height: Math.floor(area.height) };
}
