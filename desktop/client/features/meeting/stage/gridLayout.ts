/** Pixels, relative to the upper left of the area that is laid out. */
export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface GridRules {
  gap: number;
  /** Width divided by height; a tile is cut to the nearest allowed shape. Equal bounds: one shape only. */
  minAspect: number;
  maxAspect: number;
  maxColumns: number;
  /** A face below this width is no longer a face: more people go to the next page. */
  minTileWidth: number;
  maxTiles: number;
}

export interface Grid {
  columns: number;
  rows: number;
  tileWidth: number;
  tileHeight: number;
}

export interface Size {
  width: number;
  height: number;
}

const WIDE = 16 / 9;
/** Below this a window is held upright: two columns, and tiles that may stand as well. */
export const PHONE_WIDTH = 600;

export function gridRulesFor({ width }: Size): GridRules {
  if (width < PHONE_WIDTH) {
    return {
      gap: 6,
      minAspect: 3 / 4,
      maxAspect: WIDE,
      maxColumns: 2,
      minTileWidth: 120,
      maxTiles: 12,
    };
  }
  const maxTiles = width < 1000 ? 25 : 49;
  return { gap: 8, minAspect: WIDE, maxAspect: WIDE, maxColumns: 10, minTileWidth: 144, maxTiles };
}

/** Searches rows x columns for the arrangement with the largest tiles; with equal tiles, fewer empty cells. */
export function findGrid(area: Size, count: number, rules: GridRules): Grid {
  let best: Grid = { columns: 1, rows: Math.max(1, count), tileWidth: 0, tileHeight: 0 };
  for (let columns = 1; columns <= Math.min(count, rules.maxColumns); columns += 1) {
    const candidate = fitTiles(area, columns, Math.ceil(count / columns), rules);
    const gain = areaOf(candidate) - areaOf(best);
    const wastesLess = candidate.columns * candidate.rows < best.columns * best.rows;
    if (gain > 0.5 || (Math.abs(gain) <= 0.5 && wastesLess)) best = candidate;
  }
  return best;
}

/** How many of `count` people one page shows without making them smaller than a face. */
export function pageCapacity(area: Size, count: number, rules: GridRules): number {
  for (let size = Math.min(count, rules.maxTiles); size > 1; size -= 1) {
    if (findGrid(area, size, rules).tileWidth >= rules.minTileWidth) return size;
  }
  return 1;
}

/** The rectangles of `count` tiles, centred; a last row that is not full is centred too. */
export function placeGrid(area: Size, count: number, rules: GridRules): Rect[] {
  if (count === 0) return [];
  const { columns, rows, tileWidth, tileHeight } = findGrid(area, count, rules);
  const top = (area.height - span(rows, tileHeight, rules.gap)) / 2;
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const inRow = row === rows - 1 ? count - row * columns : columns;
    const left = (area.width - span(inRow, tileWidth, rules.gap)) / 2;
    return {
      x: Math.round(left + (index % columns) * (tileWidth + rules.gap)),
      y: Math.round(top + row * (tileHeight + rules.gap)),
      width: Math.floor(tileWidth),
      height: Math.floor(tileHeight),
    };
  });
}

function fitTiles(area: Size, columns: number, rows: number, rules: GridRules): Grid {
  const cellWidth = Math.max(0, (area.width - (columns - 1) * rules.gap) / columns);
  const cellHeight = Math.max(0, (area.height - (rows - 1) * rules.gap) / rows);
  return {
    columns,
    rows,
    tileWidth: Math.min(cellWidth, cellHeight * rules.maxAspect),
    tileHeight: Math.min(cellHeight, cellWidth / rules.minAspect),
  };
}

function areaOf(grid: Grid): number {
  return grid.tileWidth * grid.tileHeight;
}

function span(count: number, size: number, gap: number): number {
  return count * size + (count - 1) * gap;
}
