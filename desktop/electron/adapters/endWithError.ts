import { app, dialog } from 'electron';

/**
 * Ends the app with a reason that is seen. A failed start would otherwise stay as a process without
 * a window that keeps every later start from running.
 * @param cause goes to stderr only
 */
export function endWithError(words: string, cause?: unknown): void {
  if (cause !== undefined) warn(words, cause);
  dialog.showErrorBox('Parley', words);
  app.exit(1);
}

/** The shell has no log of its own: what it survived is one line on stderr. */
export function warn(words: string, cause: unknown): void {
  process.stderr.write(`${words} (${cause instanceof Error ? cause.message : String(cause)})\n`);
}
