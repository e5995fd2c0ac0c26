/**
 * Whoever asked is answered, even while a node is out of reach; the work goes on.
 * @param late What is answered, or thrown, when it is not done by then
 */
export async function inTime<T>(work: Promise<T>, limitMs: number, late: () => T): Promise<T> {
  const { promise: limit, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, limitMs);
  try {
    return await Promise.race([work, limit.then(late)]);
  } finally {
    clearTimeout(timer);
  }
}
