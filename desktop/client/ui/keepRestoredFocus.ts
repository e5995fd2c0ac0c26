/** Told by a React Aria focus scope to what it gives the focus back as it closes; not part of what it promises. */
const RESTORING = 'react-aria-focus-scope-restore';

/**
 * A menu that closes gives the focus back to its button one frame later, and takes `inert` off the page around it when React
 * has time: where the frame is first, the button cannot be focused, and somebody without a mouse begins anew at the top of the
 * page (github.com/adobe/react-spectrum/issues/10610). So what was to be focused is, once it can be.
 */
export function keepRestoredFocus(document: Document): void {
  document.addEventListener(
    RESTORING,
    ({ target }) => {
      if (target instanceof HTMLElement && isInert(target)) focusWhenItCan(target, document);
    },
    { capture: true },
  );
}

function focusWhenItCan(element: HTMLElement, { body }: Document): void {
  const stop = () => {
    observer.disconnect();
    body.removeEventListener('focusin', stop);
  };
  const observer = new MutationObserver(() => {
    if (isInert(element)) return;
    stop();
    element.focus();
  });
  // Whatever has the focus first keeps it.
  body.addEventListener('focusin', stop);
  observer.observe(body, { subtree: true, attributeFilter: ['inert'] });
}

function isInert(element: HTMLElement): boolean {
  return element.closest('[inert]') !== null;
}
