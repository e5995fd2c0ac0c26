export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

const MIN_VISIBLE_PX = 100;
const DEFAULT_SIZE = { width: 1280, height: 800 } as const;

/**
 * Where the window opens: where it was, unless the screen that it was on is gone.
 * @param saved from the last run; a position may be missing
 * @param screens work areas of the screens that exist now, the primary first
 */
export function restoreBounds(
  saved: { x?: number | undefined; y?: number | undefined; width: number; height: number } | null,
  screens: readonly Rectangle[],
): { x?: number; y?: number; width: number; height: number } {
  if (!saved) return { ...DEFAULT_SIZE };
  const { x, y, width, height } = saved;
  if (x === undefined || y === undefined) return { width, height };
  const isVisible = screens.some(
    (screen) =>
      overlap(x, width, screen.x, screen.width) >= MIN_VISIBLE_PX &&
      overlap(y, height, screen.y, screen.height) >= MIN_VISIBLE_PX,
  );
  return isVisible ? { x, y, width, height } : { width, height };
}

function overlap(start: number, length: number, otherStart: number, otherLength: number): number {
  return Math.min(start + length, otherStart + otherLength) - Math.max(start, otherStart);
}
