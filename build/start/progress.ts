/** Prints a line of progress with the time since the start, `  1:05  Building the client`. */
export type Progress = (line: string) => void;

export function createProgress(write: (line: string) => void, now: () => number): Progress {
  const startedAt = now();
  return (line) => write(`${formatElapsed(now() - startedAt)}  ${line}`);
}

/** @param elapsedMs Milliseconds. @returns minutes and seconds, right-aligned in six columns. */
export function formatElapsed(elapsedMs: number): string {
  const seconds = Math.floor(elapsedMs / 1000);
  const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return text.padStart(6);
}
