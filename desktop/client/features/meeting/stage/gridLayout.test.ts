import { describe, expect, it } from 'vitest';
import {
  findGrid,
  gridRulesFor,
  pageCapacity,
  placeGrid,
  type Rect,
  type Size,
} from './gridLayout.ts';

const WINDOW: Size = { width: 1440, height: 800 };
const PHONE: Size = { width: 390, height: 640 };

function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

describe('findGrid', () => {
  it.each([
    [1, 1, 1],
    [2, 2, 1],
    [4, 2, 2],
    [5, 3, 2],
    [9, 3, 3],
    [25, 5, 5],
  ])('shows %i people of a wide window in %i columns and %i rows', (count, columns, rows) => {
    expect(findGrid(WINDOW, count, gridRulesFor(WINDOW))).toMatchObject({ columns, rows });
  });

  it('finds no smaller tiles than any other arrangement would give', () => {
    for (let count = 1; count <= 49; count += 1) {
      const rules = gridRulesFor(WINDOW);
      const best = findGrid(WINDOW, count, rules);
      for (let columns = 1; columns <= Math.min(count, rules.maxColumns); columns += 1) {
        const only = findGrid(WINDOW, count, { ...rules, maxColumns: columns });
        expect(best.tileWidth).toBeGreaterThanOrEqual(only.tileWidth - 1);
      }
    }
  });

  it('keeps 16:9 on a wide window', () => {
    const { tileWidth, tileHeight } = findGrid(WINDOW, 7, gridRulesFor(WINDOW));
    expect(tileWidth / tileHeight).toBeCloseTo(16 / 9, 5);
  });

  it('stacks two people on a phone and shows more in two columns', () => {
    const rules = gridRulesFor(PHONE);
    expect(findGrid(PHONE, 2, rules)).toMatchObject({ columns: 1, rows: 2 });
    expect(findGrid(PHONE, 5, rules)).toMatchObject({ columns: 2, rows: 3 });
    expect(findGrid(PHONE, 8, rules)).toMatchObject({ columns: 2, rows: 4 });
  });

  it('gives tiles of no size, never negative ones, in an area that is not laid out yet', () => {
    const grid = findGrid({ width: 0, height: 0 }, 3, gridRulesFor(WINDOW));
    expect(grid.tileWidth).toBe(0);
    expect(grid.tileHeight).toBe(0);
  });
});

describe('pageCapacity', () => {
  it('shows up to 49 people at once where faces stay large enough', () => {
    expect(
      pageCapacity({ width: 1920, height: 1000 }, 500, gridRulesFor({ width: 1920, height: 1000 })),
    ).toBe(49);
  });

  it('shows fewer in a small window than in a large one', () => {
    const small = { width: 700, height: 400 };
    const shown = pageCapacity(small, 500, gridRulesFor(small));
    expect(shown).toBeLessThan(25);
    expect(findGrid(small, shown, gridRulesFor(small)).tileWidth).toBeGreaterThanOrEqual(144);
  });

  it('always shows somebody', () => {
    expect(
      pageCapacity({ width: 60, height: 40 }, 9, gridRulesFor({ width: 60, height: 40 })),
    ).toBe(1);
  });
});

describe('placeGrid', () => {
  it('places every tile inside the area, none over another', () => {
    for (const area of [WINDOW, PHONE, { width: 900, height: 300 }]) {
      for (let count = 1; count <= 12; count += 1) {
        const rects = placeGrid(area, count, gridRulesFor(area));
        expect(rects).toHaveLength(count);
        rects.forEach((rect, index) => {
          expect(rect.x).toBeGreaterThanOrEqual(0);
          expect(rect.y).toBeGreaterThanOrEqual(0);
          expect(rect.x + rect.width).toBeLessThanOrEqual(area.width + 1);
          expect(rect.y + rect.height).toBeLessThanOrEqual(area.height + 1);
          expect(rects.slice(index + 1).some((other) => overlap(rect, other))).toBe(false);
        });
      }
    }
  });

  it('centres a last row that is not full', () => {
    const rects = placeGrid(WINDOW, 5, gridRulesFor(WINDOW));
    const [fourth, fifth] = rects.slice(3);
    const left = fourth?.x ?? 0;
    const right = WINDOW.width - ((fifth?.x ?? 0) + (fifth?.width ?? 0));
    expect(Math.abs(left - right)).toBeLessThanOrEqual(2);
    expect(left).toBeGreaterThan(rects[0]?.x ?? 0);
  });
});
