import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { type Measured, markdown, missedRows, table, verdictOf } from '../../bench/report';
import { targets } from '../../bench/targets';

function measured(value: number, given: Partial<Measured> = {}): Measured {
  return { value, low: value, high: value, runs: 5, detail: 'how', ...given };
}

describe("the benchmark's report", () => {
  it('wants more of what is a multiple, and less of what is a time', () => {
    deepEqual(
      [9.9, 10, 15].map(value => verdictOf(targets.list10kBoto50, measured(value))),
      ['MISSED', 'met', 'aim'],
    );
    deepEqual(
      [41, 40, 20].map(value => verdictOf(targets.document50, measured(value))),
      ['MISSED', 'met', 'aim'],
    );
  });

  it('looks at something else for the aim where that is what is aimed at', () => {
    equal(verdictOf(targets.blockTree, measured(40, { aimedAt: 10 })), 'aim');
    equal(verdictOf(targets.blockTree, measured(51, { aimedAt: 10 })), 'MISSED');
  });

  it('does not miss what there is only something to aim at', () => {
    equal(verdictOf(targets.firstWarm, measured(99)), 'met');
    equal(verdictOf(targets.firstSdk, measured(4)), '–');
  });

  it('misses what was fast and wrong', () => {
    equal(verdictOf(targets.throttled, measured(1.01, { fault: '3 lost' })), 'MISSED');
  });

  it('misses what could not be measured for a failure, not what could not for want of a tool', () => {
    const outcomes = { load: measured(Number.NaN), cpu: { notMeasured: 'boto3 is not installed' } };
    deepEqual(missedRows(outcomes), ['load']);
  });

  it("is a table in the targets' order, one line a row", () => {
    const outcomes = { sizeVsix: measured(213.4), copy0: measured(301, { low: 250, high: 333 }) };
    const [heading, first, second, ...more] = table(outcomes).split('\n');
    match(heading ?? '', /^row +measure +against +must +aim +measured +spread +verdict +how$/);
    match(
      first ?? '',
      /^copy0 +warm copy, 0 ms +AWS CLI process +≥ 100 × +≥ 250 × +301 × +250 to 333, 5 runs +aim +how$/,
    );
    match(second ?? '', /^sizeVsix .*213 KB/);
    deepEqual(more, []);
  });

  it('is the same in Markdown', () => {
    const lines = markdown({ cpu: { notMeasured: 'boto3 is not installed' } }, 'on a machine').split('\n');
    equal(lines[0], 'on a machine');
    ok(lines.slice(2).every(line => line.split('|').length === 10));
    equal(
      lines.at(-1),
      '| CPU per 1,000 listed | boto3 | ≥ 4 × | ≥ 9 × | – | – | not measured | boto3 is not installed |',
    );
  });
});
