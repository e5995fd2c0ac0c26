import type { BrowserContext, Locator } from 'playwright/test';

/** A page of text, as somebody would share it: letters that are easily taken for one another, in 12 px. */
export interface TextPage {
  widthPx: number;
  heightPx: number;
  font: string;
  cellWidthPx: number;
  lineHeightPx: number;
  marginPx: number;
  lines: readonly string[];
}

const ALPHABET = 'O0Q1lI5S8B2Zcoeabdgq96mnrtfuvw:;,.';

export function createTextPage(random: () => number): TextPage {
  const line = () =>
    Array.from({ length: 60 }, () => ALPHABET[Math.floor(random() * ALPHABET.length)]).join('');
  return {
    widthPx: 1280,
    heightPx: 720,
    font: '12px monospace',
    cellWidthPx: 8,
    lineHeightPx: 18,
    marginPx: 24,
    lines: Array.from({ length: 24 }, line),
  };
}

/**
 * What the page gets for a shared screen is this text. Only the picker is left out, which a browser without
 * a window does not have: track, encoder, network and decoder are the real ones.
 * @param scrollPx how much further the text is ten times a second
 */
export async function shareText(
  context: BrowserContext,
  text: TextPage,
  scrollPx = 0,
): Promise<void> {
  const init = ({ page, scrollPx }: { page: TextPage; scrollPx: number }) => {
    navigator.mediaDevices.getDisplayMedia = () => {
      const canvas = document.createElement('canvas');
      canvas.width = page.widthPx;
      canvas.height = page.heightPx;
      const pen = canvas.getContext('2d');
      if (!pen) throw new Error('this browser has no canvas');
      const textHeightPx = page.lines.length * page.lineHeightPx;
      let scrolledPx = 0;
      const draw = () => {
        scrolledPx = (scrolledPx + scrollPx) % textHeightPx;
        pen.fillStyle = '#fff';
        pen.fillRect(0, 0, page.widthPx, page.heightPx);
        pen.fillStyle = '#000';
        pen.font = page.font;
        pen.textBaseline = 'top';
        page.lines.forEach((line, row) =>
          [...line].forEach((letter, column) =>
            pen.fillText(
              letter,
              page.marginPx + column * page.cellWidthPx,
              page.marginPx +
                ((row * page.lineHeightPx + textHeightPx - scrolledPx) % textHeightPx),
            ),
          ),
        );
        // A cursor that blinks: a canvas that does not change sends nothing at all.
        if (Date.now() % 1000 < 500) pen.fillRect(page.widthPx - 40, page.heightPx - 40, 2, 14);
      };
      draw();
      setInterval(draw, 100);
      return Promise.resolve(canvas.captureStream(10));
    };
  };
  await context.addInitScript(init, { page: text, scrollPx });
}

export interface Reading {
  /** Share of letters that are recognised. */
  recognised: number;
  /** Mean likeness of each letter in the picture to the letter as it was drawn, 1: the same. */
  likeness: number;
}

/**
 * Reads the text from the frame that the video shows now: each letter is compared, by normalised
 * cross-correlation, with every letter of the alphabet as the browser draws it.
 * @param blurPx the frame is blurred so before, to see what this makes of an illegible one
 */
export function readText(video: Locator, text: TextPage, blurPx = 0): Promise<Reading> {
  return video.evaluate(
    (element: HTMLVideoElement, { text, alphabet, blurPx }): Reading => {
      const { cellWidthPx: width, lineHeightPx: height } = text;
      const createPen = (widthPx: number, heightPx: number) => {
        const canvas = document.createElement('canvas');
        canvas.width = widthPx;
        canvas.height = heightPx;
        const pen = canvas.getContext('2d', { willReadFrequently: true });
        if (!pen) throw new Error('this browser has no canvas');
        return pen;
      };
      /** Brightness of one cell, moved and scaled to mean 0 and length 1. */
      const cell = (pen: CanvasRenderingContext2D, x: number, y: number): number[] => {
        const { data } = pen.getImageData(x, y, width, height);
        const bright = Array.from({ length: width * height }, (_, at) => data[4 * at + 1] ?? 0);
        const mean = bright.reduce((sum, value) => sum + value, 0) / bright.length;
        const length = Math.hypot(...bright.map((value) => value - mean)) || 1;
        return bright.map((value) => (value - mean) / length);
      };
      const likenessOf = (a: number[], b: number[]) =>
        a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);

      const letters = [...alphabet];
      const drawn = createPen(width * letters.length, height);
      drawn.fillStyle = '#fff';
      drawn.fillRect(0, 0, width * letters.length, height);
      drawn.fillStyle = '#000';
      drawn.font = text.font;
      drawn.textBaseline = 'top';
      letters.forEach((letter, at) => drawn.fillText(letter, at * width, 0));
      const templates = letters.map((_, at) => cell(drawn, at * width, 0));

      const frame = createPen(text.widthPx, text.heightPx);
      if (blurPx > 0) frame.filter = `blur(${blurPx}px)`;
      frame.drawImage(element, 0, 0, text.widthPx, text.heightPx);
      let recognised = 0;
      let likeness = 0;
      let count = 0;
      text.lines.forEach((line, row) =>
        [...line].forEach((letter, column) => {
          const x = text.marginPx + column * width;
          const seen = cell(frame, x, text.marginPx + row * height);
          const likenesses = templates.map((template) => likenessOf(template, seen));
          const best = letters[likenesses.indexOf(Math.max(...likenesses))];
          recognised += best === letter ? 1 : 0;
          likeness += likenesses[letters.indexOf(letter)] ?? 0;
          count += 1;
        }),
      );
      return { recognised: recognised / count, likeness: likeness / count };
    },
    { text, alphabet: ALPHABET, blurPx },
  );
}
