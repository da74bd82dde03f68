import assert from 'node:assert/strict';
import fc from 'fast-check';
import { newestFirst, split, type TimeRange } from '../../../../src/aws/listing/timeRange';
import { aSnapshot, day, hour, noon, second } from './fakeService';

describe('a time range', () => {
  const at = (cluster: string, time: number) => aSnapshot(time, cluster, time);

  it('is cut into parts that cover it', () => {
    const times = fc.integer({ min: noon - 4_000 * day, max: noon });
    const pages = fc.record({ newest: times, span: fc.integer({ min: 0, max: 100 * day }) });
    const ends = fc.record({ start: times, end: times }, { requiredKeys: [] });
    fc.assert(
      fc.property(ends, pages, fc.integer({ min: 1, max: 16 }), times, (range, { newest, span }, most, time) => {
        fc.pre(contains(range, time));
        const parts = split(range, { newest, oldest: newest - span }, most);
        assert.ok(parts.length <= most);
        assert.ok(parts.length === 0 || parts.some(part => contains(part, time)));
      }),
      { numRuns: 1_000 },
    );
  });

  it('has as many parts as pages are to be expected, at the most', () => {
    const page = { newest: noon, oldest: noon - hour };
    assert.equal(split({ start: noon - 4 * hour, end: noon - hour }, page, 16).length, 3);
    assert.equal(split({ start: noon - 400 * hour, end: noon - hour }, page, 16).length, 16);
    assert.equal(split({ start: noon - 90 * 60_000, end: noon - hour }, page, 16).length, 1);
  });

  it('that is open is cut within the time that automated snapshots are kept, or further and further back', () => {
    const dense = split({ end: noon - hour }, { newest: noon, oldest: noon - hour }, 16);
    assert.equal(dense.length, 16);
    assert.ok((dense.at(-1)?.end ?? 0) > noon - 36 * day);
    const sparse = split({ end: noon - 20 * day }, { newest: noon, oldest: noon - 20 * day }, 16);
    assert.deepEqual(
      sparse.map(({ start }) => start && (noon - start) / day),
      [40, 60, 100, 180, 340, undefined],
    );
  });

  it('is not cut around a page from a few seconds', () => {
    assert.deepEqual(split({ end: noon }, { newest: noon, oldest: noon - 9 * second }, 16), []);
  });

  it('tells pages in order from others', () => {
    const [a, b] = [at('alpha', noon), at('alpha', noon - hour)];
    assert.deepEqual(newestFirst([a, b, b]), { newest: noon, oldest: noon - hour });
    assert.equal(newestFirst([b, a]), undefined);
    assert.equal(newestFirst([]), undefined);
    const { createTime: _, ...timeless } = b;
    assert.deepEqual(newestFirst([a, timeless, b]), { newest: noon, oldest: noon - hour });
    assert.equal(newestFirst([timeless]), undefined);
  });
});

function contains({ start, end }: TimeRange, time: number): boolean {
  return time >= (start ?? time) && time <= (end ?? time);
}
