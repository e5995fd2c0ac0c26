import { benchRecord } from './BenchRecord.ts';
import type { BenchRecord } from './BenchRecord.ts';
import { figuresOf } from './figureMarks.ts';

/** As `render.ts` writes it. */
const RUN =
  /^Run of (?<day>\S+) \((?<names>[^)]*)\) on commit (?<commit>\S+): (?<system>.*?), Linux (?<kernel>\S+), (?<processor>.*?), (?<cores>\d+) cores, (?<memoryGiB>\d+) GiB; (?<versions>.*?)\. Load before each bench: (?<load>[\d.]+) at most\.(?<quick>.*)$/gm;
const NOTE = /^\[(?<number>\d+)\] (?<text>.*)$/gm;
const NOTE_MARK = / \[(\d+)\]$/;
const VERDICTS: Readonly<Record<string, boolean>> = { yes: true, '**no**': false };

/**
 * What `renderFigures` once wrote, so that the figures of a bench that ran in another checkout stay in
 * the page. Only what the page shows comes back: the day of a run, not its hour, and no single figures.
 * @throws when the marks are not there, or a bench of the table is named by no run below it
 */
export function readFigures(document: string): BenchRecord[] {
  const text = figuresOf(document);
  const rows = readRows(text);
  const runs = readRuns(text);
  return [...rows].map(([name, rowsOfBench]) => {
    const run = runs.get(name);
    if (!run) throw new Error(`docs/benchmarks.md has figures of ${name}, but names no run of it`);
    return benchRecord.parse({ ...run, bench: name, rows: rowsOfBench });
  });
}

function readRows(text: string): Map<string, object[]> {
  const notes = new Map(
    [...text.matchAll(NOTE)].map(({ groups }) => [groups?.['number'], groups?.['text']]),
  );
  const rows = new Map<string, object[]>();
  for (const line of text.split('\n').filter((line) => line.startsWith('|'))) {
    const [bench = '', what = '', measured, goal, verdict = ''] = cellsOf(line);
    if (bench === 'bench' || /^-+$/.test(bench)) continue;
    const note = notes.get(NOTE_MARK.exec(what)?.[1]);
    const row = {
      bench,
      what: what.replace(NOTE_MARK, ''),
      measured,
      goal,
      isMet: VERDICTS[verdict] ?? null,
      ...(note === undefined ? {} : { note }),
      figures: {},
    };
    const name = benchNamed(bench);
    rows.set(name, [...(rows.get(name) ?? []), row]);
  }
  return rows;
}

function readRuns(text: string): Map<string, object> {
  const runs = new Map<string, object>();
  for (const { groups = {} } of text.matchAll(RUN)) {
    const { day, names = '', versions = '', quick, cores, memoryGiB, load, ...machine } = groups;
    const run = {
      quick: quick !== '',
      startedAt: `${day}T00:00:00.000Z`,
      durationSeconds: 0,
      machine: {
        ...machine,
        cores: Number(cores),
        memoryGiB: Number(memoryGiB),
        load: Number(load),
        versions: Object.fromEntries(versions.split(', ').map(versionOf)),
      },
    };
    for (const name of names.split(', ')) runs.set(name, run);
  }
  return runs;
}

/** The version is the last word: "Janus (Debian) 1.1.2-1". */
function versionOf(text: string): [name: string, version: string] {
  const at = text.lastIndexOf(' ');
  return [text.slice(0, at), text.slice(at + 1)];
}

function cellsOf(line: string): string[] {
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
}

/** The table says "fan-out" where the bench is called fanOut. */
function benchNamed(label: string): string {
  return label.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
