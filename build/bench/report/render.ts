import type { BenchRecord } from './BenchRecord.ts';

/** A figure that is there to be known. */
export const NO_GOAL = 'none';

export function renderFigures(records: readonly BenchRecord[]): string {
  const notes: string[] = [];
  const lines = records.flatMap(({ rows }) =>
    rows.map(({ bench, what, measured, goal, isMet, note }) => {
      if (note !== undefined) notes.push(note);
      const mark = note === undefined ? '' : ` [${notes.length}]`;
      return tableLine([bench, `${what}${mark}`, measured, goal, verdictOf(isMet, goal)]);
    }),
  );
  return [
    tableLine(['bench', 'what', 'measured', 'goal', 'met']),
    tableLine(Array.from({ length: 5 }, () => '---')),
    ...lines,
    '',
    ...notes.map((note, index) => `[${index + 1}] ${note}\n`),
    ...runLines(records),
  ].join('\n');
}

/** One line per run: benches that ran on the same machine and commit, one after the other, share it. */
function runLines(records: readonly BenchRecord[]): string[] {
  const runs = new Map<string, BenchRecord[]>();
  for (const record of records) {
    const key = JSON.stringify([record.machine.commit, record.machine.processor, record.quick]);
    runs.set(key, [...(runs.get(key) ?? []), record]);
  }
  return [...runs.values()].flatMap((run) => {
    const [first] = run;
    return first ? [describeRun(first, run)] : [];
  });
}

function describeRun({ machine, quick, startedAt }: BenchRecord, run: BenchRecord[]): string {
  const { system, kernel, processor, cores, memoryGiB, versions, commit } = machine;
  const names = run.map(({ bench }) => bench).join(', ');
  const loads = run.map(({ machine: { load } }) => load);
  const versionList = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const quickly = quick
    ? ' **A quick run: it shows that the benches work, its figures mean little.**'
    : '';
  return (
    `Run of ${startedAt.slice(0, 10)} (${names}) on commit ${commit}: ${system}, Linux ${kernel}, ${processor}, ` +
    `${cores} cores, ${memoryGiB} GiB; ${versionList.join(', ')}. ` +
    `Load before each bench: ${Math.max(...loads).toFixed(1)} at most.${quickly}\n`
  );
}

function verdictOf(isMet: boolean | null, goal: string): string {
  if (goal === NO_GOAL) return '';
  if (isMet === null) return 'cannot tell';
  return isMet ? 'yes' : '**no**';
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
