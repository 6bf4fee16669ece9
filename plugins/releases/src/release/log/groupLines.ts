import type { LogLine } from '@stagedoor/plugin-releases-common';

/** How lines are put together. */
export type Grouping = 'none' | 'step' | 'host';

/** The head of lines that belong together and can be folded. */
export interface LogSection {
  /** The same while lines come and go, so that what is folded stays folded. */
  id: string;
  level: 0 | 1;
  step: string;
  host?: string;
  count: number;
  /** Number of its first line that is held; makes the head unique. */
  first: number;
  startedAt: string;
  endedAt: string;
  isFolded: boolean;
}

/** One row of the log. */
export type LogRow = LogLine | LogSection;

export function isSection(row: LogRow): row is LogSection {
  return 'level' in row;
}

/** What is shown of the lines that are held. */
export interface LogView {
  step?: string;
  host?: string;
  grouping: Grouping;
  /** Sections that are folded, by id. */
  folded: ReadonlySet<string>;
}

/** Puts lines into rows: those that are asked for, under the heads of their steps and hosts. */
export function groupLines(lines: readonly LogLine[], view: LogView): LogRow[] {
  const { step, host } = view;
  const wanted =
    step === undefined && host === undefined
      ? lines
      : lines.filter(
          line =>
            (step === undefined || line.step === step) &&
            (host === undefined || line.host === host),
        );
  if (view.grouping === 'none') {
    return [...wanted];
  }
  return splitRuns(wanted).flatMap(run => {
    const head = createSection(run, { level: 0, step: run[0].step }, view);
    if (head.isFolded) {
      return [head];
    }
    return view.grouping === 'host'
      ? [head, ...groupByHost(run, view)]
      : [head, ...run];
  });
}

/** Lines of one step that follow one another. */
function splitRuns(lines: readonly LogLine[]): LogLine[][] {
  const runs: LogLine[][] = [];
  let current: LogLine[] | undefined;
  for (const line of lines) {
    if (!current || current[0].step !== line.step) {
      current = [];
      runs.push(current);
    }
    current.push(line);
  }
  return runs;
}

/** First what is about no host, then host by host in the order in which they appear. */
function groupByHost(run: readonly LogLine[], view: LogView): LogRow[] {
  const byHost = new Map<string | undefined, LogLine[]>([[undefined, []]]);
  for (const line of run) {
    const of = byHost.get(line.host) ?? [];
    of.push(line);
    byHost.set(line.host, of);
  }
  return [...byHost].flatMap(([host, lines]): LogRow[] => {
    if (host === undefined) {
      return lines;
    }
    const { step } = run[0];
    const head = createSection(lines, { level: 1, step, host }, view);
    return head.isFolded ? [head] : [head, ...lines];
  });
}

function createSection(
  lines: readonly LogLine[],
  of: Pick<LogSection, 'level' | 'step' | 'host'>,
  view: LogView,
): LogSection {
  const id = of.host === undefined ? of.step : `${of.step}/${of.host}`;
  return {
    ...of,
    id,
    count: lines.length,
    first: lines[0].n,
    startedAt: lines[0].at,
    endedAt: lines[lines.length - 1].at,
    isFolded: view.folded.has(id),
  };
}

/** What stays the same about a row while others come and go. */
export function keyOf(row: LogRow): string | number {
  return isSection(row) ? `${row.level}:${row.id}:${row.first}` : row.n;
}
