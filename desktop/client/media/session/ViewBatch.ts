import type { View } from '../../../../shared/contracts/index.ts';
import type { Clock } from '../../platform/clock.ts';

/** What comes into sight is wanted at once; one frame's worth of others may travel with it. */
const SHOW_DELAY_MS = 30;
const RESIZE_DELAY_MS = 250;
/** A tile that moves in the layout is gone for a moment: stopping its stream would cost a key frame. */
const HIDE_DELAY_MS = 800;

interface Entry {
  wanted: View;
  sent: View | null;
  /** When `wanted` is to be told; null: it is. */
  dueAt: number | null;
}

/** Gathers what is on screen into few `media:setViews` [M5], each saying only what changed. */
export class ViewBatch {
  readonly #clock: Clock;
  readonly #send: (views: View[]) => Promise<unknown>;
  readonly #entries = new Map<string, Entry>();
  #timer: { dueAt: number; cancel(): void } | null = null;
  #closed = false;

  constructor(clock: Clock, send: (views: View[]) => Promise<unknown>) {
    this.#clock = clock;
    this.#send = send;
  }

  set(view: View): void {
    if (this.#closed) return;
    const entry = this.#entries.get(view.consumerId);
    const sent = entry?.sent ?? null;
    if (sent && isSame(sent, view)) {
      this.#entries.set(view.consumerId, { wanted: view, sent, dueAt: null });
      return;
    }
    const due = this.#clock.now() + delayOf(view, sent);
    // A size that keeps changing must not push the telling before itself.
    const isSameKind = entry?.wanted.isVisible === view.isVisible;
    const dueAt = isSameKind ? Math.min(entry.dueAt ?? due, due) : due;
    this.#entries.set(view.consumerId, { wanted: view, sent, dueAt });
    this.#arm();
  }

  /** Tells at once what is to be shown, so that a stream begins in the size that it is wanted in. */
  flushShown(): void {
    const now = this.#clock.now();
    for (const entry of this.#entries.values()) {
      if (entry.dueAt !== null && entry.wanted.isVisible) entry.dueAt = now;
    }
    this.#flush();
  }

  forget(consumerId: string): void {
    this.#entries.delete(consumerId);
  }

  /** The server may have lost what it was told, or never got it. */
  resendAll(): void {
    const now = this.#clock.now();
    for (const entry of this.#entries.values()) {
      entry.sent = null;
      entry.dueAt = now;
    }
    this.#arm();
  }

  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
    this.#timer = null;
    this.#entries.clear();
  }

  #arm(): void {
    const dues = [...this.#entries.values()].flatMap(({ dueAt }) => dueAt ?? []);
    if (dues.length === 0) return;
    const dueAt = Math.min(...dues);
    if (this.#timer && this.#timer.dueAt <= dueAt) return;
    this.#timer?.cancel();
    const delayMs = Math.max(0, dueAt - this.#clock.now());
    this.#timer = { dueAt, cancel: this.#clock.after(delayMs, () => this.#flush()) };
  }

  #flush(): void {
    this.#timer?.cancel();
    this.#timer = null;
    const now = this.#clock.now();
    const due = [...this.#entries.values()].filter(({ dueAt }) => dueAt !== null && dueAt <= now);
    for (const entry of due) {
      entry.sent = entry.wanted;
      entry.dueAt = null;
    }
    this.#arm();
    if (due.length === 0) return;
    this.#send(due.map(({ wanted }) => wanted)).catch(() => {
      // Whatever the reason, they were not told; the next change or `resendAll` tells them.
      for (const entry of due) entry.sent = null;
    });
  }
}

function isSame(a: View, b: View): boolean {
  if (a.isVisible !== b.isVisible) return false;
  return !a.isVisible || (a.widthPx === b.widthPx && a.heightPx === b.heightPx);
}

function delayOf(view: View, sent: View | null): number {
  if (!view.isVisible) return HIDE_DELAY_MS;
  return sent?.isVisible ? RESIZE_DELAY_MS : SHOW_DELAY_MS;
}
