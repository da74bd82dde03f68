// The benchmark: measures, prints, writes bench/results.json. Resolves with false when a target is missed.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { root } from '../support/paths';
import { manyCopies, oneCopy } from './copying';
import { inVsCode } from './editor';
import { firstRows, list10k0, list10k50, list100k, listOneCluster, throttled } from './listing';
import type { Measurement } from './measurement';
import { findOtherTools } from './otherTools';
import { hostNode } from './product';
import { markdown, missedRows, type Outcomes, table } from './report';
import { sizes } from './sizes';

export interface BenchOptions {
  readonly quick: boolean;
  readonly markdown: boolean;
  /** Five pairs also of what takes minutes. */
  readonly long: boolean;
  /** Beginnings of rows; none for all. */
  readonly only: readonly string[];
}

const measurements: readonly Measurement[] = [
  sizes,
  oneCopy,
  manyCopies,
  firstRows,
  list10k50,
  list10k0,
  listOneCluster,
  throttled,
  inVsCode,
  list100k,
];

export async function bench(options: BenchOptions): Promise<boolean> {
  const measured = chosen(options.only);
  if (measured.length === 0) {
    console.error(`There is no such row. There are: ${measurements.flatMap(({ rows }) => rows).join(', ')}`);
    return false;
  }
  const tools = findOtherTools();
  const settings = { quick: options.quick, rounds: options.quick ? 2 : 5, longRounds: longRounds(options), tools };
  const about = await aboutRun(options.quick, tools.versions);
  console.log(about);
  let outcomes: Outcomes = {};
  for (const measurement of measured) {
    console.log(`… ${measurement.title}`);
    outcomes = { ...outcomes, ...(await run(measurement, settings)) };
  }
  console.log(`\n${table(outcomes)}`);
  mkdirSync(join(root, 'bench'), { recursive: true });
  writeFileSync(
    join(root, 'bench', 'results.json'),
    JSON.stringify({ about, quick: options.quick, outcomes }, null, 2),
  );
  if (options.markdown) {
    console.log(`\n${markdown(outcomes, about)}`);
  }
  const missed = missedRows(outcomes);
  console.log(missed.length === 0 ? '\nNo target is missed.' : `\nMissed: ${missed.join(', ')}`);
  return missed.length === 0;
}

function longRounds({ quick, long }: BenchOptions): number {
  return quick ? 1 : long ? 5 : 2;
}

function chosen(only: readonly string[]): readonly Measurement[] {
  return measurements.filter(
    ({ rows }) => only.length === 0 || rows.some(row => only.some(beginning => row.startsWith(beginning))),
  );
}

/** What cannot be measured here does not keep the others from it. */
async function run(measurement: Measurement, settings: Parameters<Measurement['run']>[0]): Promise<Outcomes> {
  try {
    return await measurement.run(settings);
  } catch (error) {
    console.error(error);
    const fault = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    const failed = { value: Number.NaN, low: Number.NaN, high: Number.NaN, runs: 0, detail: '', fault };
    return Object.fromEntries(measurement.rows.map(row => [row, failed]));
  }
}

async function aboutRun(quick: boolean, versions: readonly string[]): Promise<string> {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
  const machine = `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? process.arch}`;
  const what = [
    new Date().toISOString().slice(0, 10),
    machine,
    `Node.js ${execFileSync(await hostNode(), ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim()}`,
    ...versions,
    commit,
  ];
  return `${quick ? 'QUICK, not for claims: ' : ''}${what.join(' · ')}`;
}
