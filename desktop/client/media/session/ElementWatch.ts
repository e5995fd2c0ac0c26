export interface ElementSize {
  isVisible: boolean;
  /** Device pixels. */
  widthPx: number;
  heightPx: number;
}

const HIDDEN: ElementSize = { isVisible: false, widthPx: 0, heightPx: 0 };

/** Knows how large a video element is on screen, in device pixels, and whether it can be seen. */
export class ElementWatch {
  readonly #element: HTMLVideoElement;
  readonly #onChange: () => void;
  readonly #resize: ResizeObserver;
  readonly #intersection: IntersectionObserver;
  #isIntersecting = false;

  constructor(element: HTMLVideoElement, onChange: () => void) {
    this.#element = element;
    this.#onChange = onChange;
    this.#resize = new ResizeObserver(onChange);
    this.#resize.observe(element);
    this.#intersection = new IntersectionObserver((entries) => {
      this.#isIntersecting = entries.at(-1)?.isIntersecting ?? false;
      onChange();
    });
    this.#intersection.observe(element);
    document.addEventListener('visibilitychange', onChange);
    element.addEventListener('enterpictureinpicture', onChange);
    element.addEventListener('leavepictureinpicture', onChange);
  }

  /** The picture-in-picture window shows a video while its page is hidden. */
  get size(): ElementSize {
    const inWindow = document.visibilityState === 'visible' && this.#isIntersecting;
    if (!inWindow && document.pictureInPictureElement !== this.#element) return HIDDEN;
    const { width, height } = this.#element.getBoundingClientRect();
    const toPx = (cssPx: number) => Math.min(16_384, Math.round(cssPx * devicePixelRatio));
    return { isVisible: true, widthPx: toPx(width), heightPx: toPx(height) };
  }

  close(): void {
    this.#resize.disconnect();
    this.#intersection.disconnect();
    document.removeEventListener('visibilitychange', this.#onChange);
    this.#element.removeEventListener('enterpictureinpicture', this.#onChange);
    this.#element.removeEventListener('leavepictureinpicture', this.#onChange);
  }
}

/** @returns what is needed for the largest of the elements that show one video */
export function largest(sizes: readonly ElementSize[]): ElementSize {
  return sizes.reduce(
    (most, size) => (size.isVisible && size.widthPx >= most.widthPx ? size : most),
    HIDDEN,
  );
}
