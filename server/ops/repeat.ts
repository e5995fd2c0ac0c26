export interface RepeatOptions {
  name: string;
  everyMs: number;
  run: () => Promise<unknown>;
  log: { warn(fields: object, message: string): void };
}

/**
 * Runs something now and then, never twice at once; a failure is logged and the next turn comes all the same.
 * @returns stops it, and resolves when a turn that is under way is over
 */
export function repeat({ name, everyMs, run, log }: RepeatOptions): () => Promise<void> {
  let turn: Promise<void> | undefined;
  const take = () => {
    turn ??= run()
      .then(
        () => undefined,
        (error: unknown) => log.warn({ err: error, job: name }, 'background work failed'),
      )
      .finally(() => {
        turn = undefined;
      });
  };
  const timer = setInterval(take, everyMs).unref();
  take();
  return async () => {
    clearInterval(timer);
    await turn;
  };
}
