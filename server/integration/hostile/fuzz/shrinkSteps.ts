/**
 * Leaves out what a failure does not need, in ever smaller pieces (delta debugging, Zeller 2002).
 * @param fails Whether these steps alone still fail in the same way
 * @param tries How often it may be asked
 */
export async function shrinkSteps<T>(
  steps: readonly T[],
  fails: (steps: readonly T[]) => Promise<boolean>,
  tries: number,
): Promise<readonly T[]> {
  let shortest = steps;
  let pieceLength = Math.ceil(steps.length / 2);
  let left = tries;
  while (left > 0) {
    let hasShrunk = false;
    for (
      let start = shortest.length - pieceLength;
      start > -pieceLength && left > 0;
      start -= pieceLength
    ) {
      const rest = shortest.filter((_, index) => index < start || index >= start + pieceLength);
      if (rest.length === 0) continue;
      left -= 1;
      if (!(await fails(rest))) continue;
      shortest = rest;
      hasShrunk = true;
    }
    if (pieceLength === 1 && !hasShrunk) break;
    if (!hasShrunk) pieceLength = Math.ceil(pieceLength / 2);
    pieceLength = Math.min(pieceLength, Math.max(1, shortest.length - 1));
  }
  return shortest;
}
