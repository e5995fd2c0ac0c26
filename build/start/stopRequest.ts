import { constants } from 'node:os';

const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * An abort signal that fires when this process shall end: by a signal (its reason is that signal's name), or because the
 * process that holds our channel is gone. Ctrl-C comes two or three times over, from the terminal, from npm and from
 * bootstrap.mjs: only the first counts.
 */
export function listenForStop(): AbortSignal {
  const controller = new AbortController();
  for (const signal of SIGNALS) process.on(signal, () => controller.abort(signal));
  if (process.channel) {
    process.once('disconnect', () => controller.abort('disconnect'));
    // Listening on the channel must not keep a process alive that has nothing left to do.
    process.channel.unref();
  }
  return controller.signal;
}

/** A signal that comes later than this after the first is a wish of its own, and not the same by another way. */
const SAME_WISH_MS = 1_000;

/** An abort signal that fires when somebody who has asked for the end already asks again. */
export function listenForImpatience(stop: AbortSignal): AbortSignal {
  const controller = new AbortController();
  stop.addEventListener('abort', () => {
    const askedAt = performance.now();
    const ask = () => {
      if (performance.now() - askedAt > SAME_WISH_MS) controller.abort();
    };
    for (const signal of SIGNALS) process.on(signal, ask);
  });
  return controller.signal;
}

/** Resolves when `signal` fires. */
export function aborted(signal: AbortSignal): Promise<undefined> {
  if (signal.aborted) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}

/** What a shell reports for a program that `signal`'s reason ended: 130 for Ctrl-C. */
export function stopExitCode(signal: AbortSignal): number {
  const name = Object.entries(constants.signals).find(([known]) => known === signal.reason);
  return 128 + (name?.[1] ?? constants.signals.SIGTERM);
}
