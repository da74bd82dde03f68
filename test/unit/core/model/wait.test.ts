import assert from 'node:assert/strict';
import fc from 'fast-check';
import { backOff, wait } from '../../../../src/core/model/wait';

describe('waiting', () => {
  it('takes its time', async () => {
    const start = performance.now();
    await wait(20);
    assert.ok(performance.now() - start >= 18);
  });

  it('ends long before its time, without an error, when it is aborted', async () => {
    const abort = new AbortController();
    const waiting = wait(60_000, abort.signal);
    abort.abort();
    await waiting;
    await wait(60_000, abort.signal);
  });
});

describe('the pause before another try', () => {
  const limits = { first: 500, most: 4000 };

  it('doubles up to the longest', () => {
    assert.deepEqual(
      [1, 2, 3, 4, 5, 6].map(tries => backOff(tries, limits, () => 1)),
      [500, 1000, 2000, 4000, 4000, 4000],
    );
  });

  it('is at random in the upper half of that, so that not all come back at once', () => {
    assert.deepEqual(
      [1, 2, 3, 4, 5, 6].map(tries => backOff(tries, limits, () => 0)),
      [250, 500, 1000, 2000, 2000, 2000],
    );
  });

  it('is never nothing and never longer than the longest', () => {
    fc.assert(
      fc.property(fc.nat(), tries => {
        const pause = backOff(tries, limits);
        assert.ok(pause >= 250 && pause <= 4000);
      }),
    );
  });
});
