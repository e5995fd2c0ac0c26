import { describe, expect, it } from 'vitest';
import { bringForward, layoutStage } from './stageLayout.ts';

const AREA = { width: 1280, height: 720 };
const PHONE = { width: 390, height: 640 };
const people = (count: number) => Array.from({ length: count }, (_, index) => `p${String(index)}`);

describe('layoutStage', () => {
  it('shows everybody on one page while they fit', () => {
    const layout = layoutStage({ area: AREA, tiles: people(9), focus: null, page: 0, forward: [] });
    expect(layout.placed).toHaveLength(9);
    expect(layout.pageCount).toBe(1);
  });

  it('spreads 120 people over pages that miss nobody and repeat nobody', () => {
    const tiles = people(120);
    const first = layoutStage({ area: AREA, tiles, focus: null, page: 0, forward: [] });
    const seen = Array.from({ length: first.pageCount }, (_, page) =>
      layoutStage({ area: AREA, tiles, focus: null, page, forward: [] }).placed.map(
        ({ key }) => key,
      ),
    ).flat();
    expect(first.pageCount).toBeGreaterThan(1);
    expect(seen).toEqual(tiles);
  });

  it('shows the last page when people left and the page is gone', () => {
    const layout = layoutStage({ area: AREA, tiles: people(3), focus: null, page: 7, forward: [] });
    expect(layout.page).toBe(0);
    expect(layout.placed).toHaveLength(3);
  });

  it('gives the focus most of the stage and the others a strip at the right', () => {
    const { placed } = layoutStage({
      area: AREA,
      tiles: people(4),
      focus: 'p2',
      page: 0,
      forward: [],
    });
    const focus = placed.find(({ key }) => key === 'p2')?.rect;
    const others = placed.filter(({ key }) => key !== 'p2');
    expect((focus?.width ?? 0) * (focus?.height ?? 0)).toBeGreaterThan(0.75 * 1280 * 720);
    expect(others).toHaveLength(3);
    for (const { rect } of others) {
      expect(rect.x).toBeGreaterThanOrEqual((focus?.x ?? 0) + (focus?.width ?? 0));
    }
  });

  it('puts the strip below on a phone', () => {
    const { placed } = layoutStage({
      area: PHONE,
      tiles: people(4),
      focus: 'p0',
      page: 0,
      forward: [],
    });
    const focus = placed[0]?.rect;
    for (const { rect } of placed.slice(1)) {
      expect(rect.y).toBeGreaterThanOrEqual((focus?.y ?? 0) + (focus?.height ?? 0));
      expect(rect.x + rect.width).toBeLessThanOrEqual(PHONE.width + 1);
    }
  });

  it('pages through a strip and keeps the focus on each page', () => {
    const tiles = people(40);
    const layout = layoutStage({ area: AREA, tiles, focus: 'p0', page: 2, forward: [] });
    expect(layout.page).toBe(2);
    expect(layout.placed[0]?.key).toBe('p0');
    expect(layout.placed).not.toContainEqual(expect.objectContaining({ key: 'p1' }));
  });

  it('lets a single person have the whole stage', () => {
    const { placed } = layoutStage({
      area: AREA,
      tiles: ['me'],
      focus: 'me',
      page: 0,
      forward: [],
    });
    expect(placed).toEqual([{ key: 'me', rect: { x: 0, y: 0, width: 1280, height: 720 } }]);
  });

  it('treats all as equal when the focus has left', () => {
    const { placed } = layoutStage({
      area: AREA,
      tiles: people(2),
      focus: 'gone',
      page: 0,
      forward: [],
    });
    expect(placed[0]?.rect.width).toBe(placed[1]?.rect.width);
  });
});

describe('bringForward', () => {
  const tiles = ['a', 'b', 'c', 'd', 'e', 'f'];

  it('leaves tiles alone while all fit', () => {
    expect(bringForward(tiles, ['f', 'a'], 6)).toEqual(tiles);
  });

  it('lets a speaker of a later page change places with the last silent one of the first', () => {
    expect(bringForward(tiles, ['e'], 3)).toEqual(['a', 'b', 'e', 'd', 'c', 'f']);
  });

  it('never sends another away who belongs there too', () => {
    expect(bringForward(tiles, ['e', 'c'], 3).slice(0, 3)).toEqual(['a', 'e', 'c']);
  });

  it('loses nobody, however many are wanted, and forgets those who left', () => {
    const order = bringForward(tiles, ['gone', 'f', 'e', 'd', 'c'], 2);
    expect(order.slice(0, 2)).toEqual(['e', 'f']);
    expect([...order].sort()).toEqual(tiles);
  });
});
