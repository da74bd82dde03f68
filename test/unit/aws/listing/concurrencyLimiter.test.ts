import assert from 'node:assert/strict';
import { ConcurrencyLimiter, WIDTH } from '../../../../src/aws/listing/concurrencyLimiter';
import { RetryPolicy } from '../../../../src/aws/listing/retryPolicy';
import { FakeTime } from './fakeService';

const never = new AbortController().signal;
const settled = () => new Promise(resolve => setImmediate(resolve));

describe('the concurrency limiter', () => {
  it('let so many go at once, the others in the order in which they came', async () => {
    const limiter = new ConcurrencyLimiter(2);
    const ends: (() => void)[] = [];
    const begun: number[] = [];
    const work = (n: number) => () => {
      begun.push(n);
      return new Promise<void>(resolve => ends.push(resolve));
    };
    const all = Promise.all([0, 1, 2, 3].map(n => limiter.run(work(n), never)));
    await settled();
    assert.deepEqual([begun, limiter.hasRoom], [[0, 1], false]);
    ends[1]?.();
    await settled();
    assert.deepEqual(begun, [0, 1, 2]);
    ends[0]?.();
    ends[2]?.();
    await settled();
    assert.deepEqual([begun, limiter.hasRoom], [[0, 1, 2, 3], true]);
    ends[3]?.();
    await all;
  });

  it('are free again after a failure', async () => {
    const limiter = new ConcurrencyLimiter(1);
    const failure = new Error('It failed.');
    await assert.rejects(
      limiter.run(() => Promise.reject(failure), never),
      failure,
    );
    assert.equal(limiter.hasRoom, true);
  });

  it('keep nobody who has been told to stop', async () => {
    const limiter = new ConcurrencyLimiter(1);
    const abort = new AbortController();
    let end = (): void => {};
    const first = limiter.run(
      () =>
        new Promise<void>(resolve => {
          end = resolve;
        }),
      never,
    );
    const second = limiter.run(async () => abort.signal.aborted, abort.signal);
    await settled();
    abort.abort();
    assert.equal(await second, true);
    assert.equal(limiter.hasRoom, false);
    end();
    await first;
    assert.equal(limiter.hasRoom, true);
  });

  it('is shared by all that a retry policy sends', async () => {
    const policy = new RetryPolicy({ time: new FakeTime(), attempts: () => 1 });
    let [active, most] = [0, 0];
    const attempt = async () => {
      most = Math.max(most, ++active);
      await settled();
      active--;
    };
    await Promise.all(Array.from({ length: 100 }, () => policy.send(attempt, new AbortController().signal)));
    assert.equal(most, WIDTH);
  });
});
