import { rounded, type Spread } from './statistics';
import { type Row, type Target, targets } from './targets';

/** What became of a row. */
export type Outcome = Measured | NotMeasured;

export interface Measured extends Spread {
  /** In words: what was compared with what. */
  readonly detail: string;
  /** Where something else than the value is aimed at. */
  readonly aimedAt?: number;
  /** Why it does not count although the figure would do, e.g. that snapshots were lost. */
  readonly fault?: string;
}

export interface NotMeasured {
  readonly notMeasured: string;
}

export type Outcomes = { readonly [row in Row]?: Outcome };

/** `–`: there is nothing to reach. */
export type Verdict = 'aim' | 'met' | 'MISSED' | 'not measured' | '–';

export function verdictOf(target: Target, outcome: Outcome): Verdict {
  if ('notMeasured' in outcome) {
    return 'not measured';
  }
  const reaches = (value: number, bound: number) => (target.better === 'more' ? value >= bound : value <= bound);
  if (outcome.fault !== undefined || (target.must !== undefined && !reaches(outcome.value, target.must))) {
    return 'MISSED';
  }
  if (target.must === undefined && target.aim === undefined) {
    return '–';
  }
  return target.aim === undefined || reaches(outcome.aimedAt ?? outcome.value, target.aim) ? 'aim' : 'met';
}

export function missedRows(outcomes: Outcomes): readonly Row[] {
  return rowsOf(outcomes)
    .filter(([row, outcome]) => verdictOf(targets[row], outcome) === 'MISSED')
    .map(([row]) => row);
}

const headings = ['measure', 'against', 'must', 'aim', 'measured', 'spread', 'verdict', 'how'];

/** For the terminal. */
export function table(outcomes: Outcomes): string {
  const lines = [['row', ...headings], ...rowsOf(outcomes).map(([row, outcome]) => [row, ...cells(row, outcome)])];
  const widths = headings.map((_, column) => Math.max(...lines.map(line => line[column]?.length ?? 0)));
  return lines.map(line => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}

/** For the README. */
export function markdown(outcomes: Outcomes, preamble: string): string {
  const lines = [headings, headings.map(() => '---'), ...rowsOf(outcomes).map(([row, outcome]) => cells(row, outcome))];
  return `${preamble}\n\n${lines.map(line => `| ${line.join(' | ')} |`).join('\n')}`;
}

function cells(row: Row, outcome: Outcome): readonly string[] {
  const target: Target = targets[row];
  const { measure, against, better } = target;
  const sign = better === 'more' ? '≥' : '≤';
  const bound = (value: number | undefined) => (value === undefined ? '–' : `${sign} ${amount(value, target)}`);
  const bounds = [measure, against, bound(target.must), bound(target.aim)];
  if ('notMeasured' in outcome) {
    return [...bounds, '–', '–', 'not measured', outcome.notMeasured];
  }
  const { value, low, high, runs, detail, fault } = outcome;
  const spread = runs === 1 ? 'one run' : `${rounded(low)} to ${rounded(high)}, ${runs} runs`;
  const how = fault === undefined ? detail : `${fault}; ${detail}`;
  return [...bounds, amount(value, target), spread, verdictOf(target, outcome), how];
}

function amount(value: number, { unit }: Target): string {
  return unit === '×' ? `${rounded(value)} ×` : `${rounded(value)} ${unit}`;
}

/** In the order of the targets. */
function rowsOf(outcomes: Outcomes): readonly (readonly [Row, Outcome])[] {
  return (Object.keys(targets) as Row[]).flatMap(row => {
    const outcome = outcomes[row];
    return outcome === undefined ? [] : [[row, outcome] as const];
  });
}
