/** Passes on one in some of ninja's lines, so that a person sees life without a wall of text. */
export function progressLogger(
  log: (line: string) => void,
  stepPercent = 5,
): (line: string) => void {
  let nextPercent = 0;
  return (line) => {
    const match = /^\[(\d+)\/(\d+)\] /.exec(line);
    if (!match) return;
    const percent = (100 * Number(match[1])) / Number(match[2]);
    if (percent < nextPercent) return;
    nextPercent = percent + stepPercent;
    log(`Building the media worker [${match[1]}/${match[2]}]`);
  };
}
