import type { ReactNode } from 'react';
import { UNSTABLE_ToastQueue as ToastQueue } from 'react-aria-components/Toast';

export interface ToastContent {
  title: string;
  description?: string;
  tone?: 'neutral' | 'success' | 'danger' | 'warning';
  icon?: ReactNode;
  action?: { label: string; onAction: () => void };
}

const MOST_AT_ONCE = 4;

/** At least five seconds, as react-aria advises: slow readers and screen readers need them. */
export const TOAST_TIMEOUT_MS = 6000;

export const toastQueue = new ToastQueue<ToastContent>({ maxVisibleToasts: MOST_AT_ONCE });

/**
 * Shows a passing word. Toasts with an action stay until they are dismissed.
 * @returns takes it away again
 */
export function showToast(content: ToastContent): () => void {
  const key = toastQueue.add(content, content.action ? {} : { timeout: TOAST_TIMEOUT_MS });
  return () => {
    toastQueue.close(key);
  };
}
