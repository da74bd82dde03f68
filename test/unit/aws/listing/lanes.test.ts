import assert from 'node:assert/strict';
import { Lanes, WIDTH } from '../../../../src/aws/listing/lanes';
import { RetryPolicy } from '../../../../src/aws/listing/retryPolicy';
import { FakeTime } from './fakeService';

const never = new AbortController().signal;
const settled = () => new Promise(resolve => setImmediate(resolve));

describe('lanes', () => {
  it('let so many go at once, the others in the order in which they came', async () => {
    const lanes = new Lanes(2);
    const ends: (() => void)[] = [];
    const begun: number[] = [];
    const work = (n: number) => () => {
      begun.push(n);
      return new Promise<void>(resolve => ends.push(resolve));
    };
    const all = Promise.all([0, 1, 2, 3].map(n => lanes.run(work(n), never)));
    await settled();
    assert.deepEqual([begun, lanes.hasRoom], [[0, 1], false]);
    ends[1]?.();
    await settled();
    assert.deepEqual(begun, [0, 1, 2]);
    ends[0]?.();
    ends[2]?.();
    await settled();
    assert.deepEqual([begun, lanes.hasRoom], [[0, 1, 2, 3], true]);
    ends[3]?.();
    await all;
  });

  it('are free again after a failure', async () => {
    const lanes = new Lanes(1);
    const failure = new Error('It failed.');
    await assert.rejects(
      lanes.run(() => Promise.reject(failure), never),
      failure,
    );
    assert.equal(lanes.hasRoom, true);
  });

  it('keep nobody who has been told to stop', async () => {
    const lanes = new Lanes(1);
    const abort = new AbortController();
    let end = (): void => {};
    const first = lanes.run(
      () =>
        new Promise<void>(resolve => {
          end = resolve;
        }),
      never,
    );
    const second = lanes.run(async () => abort.signal.aborted, abort.signal);
    await settled();
    abort.abort();
    assert.equal(await second, true);
    assert.equal(lanes.hasRoom, false);
    end();
    await first;
    assert.equal(lanes.hasRoom, true);
  });

  it('are shared by all that is sent with patience', async () => {
    const patience = new RetryPolicy({ time: new FakeTime(), attempts: () => 1 });
    let [active, most] = [0, 0];
    const attempt = async () => {
      most = Math.max(most, ++active);
      await settled();
      active--;
    };
    await Promise.all(Array.from({ length: 100 }, () => patience.send(attempt, new AbortController().signal)));
    assert.equal(most, WIDTH);
  });
});
