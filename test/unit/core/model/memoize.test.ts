import assert from 'node:assert/strict';
import { memoize } from '../../../../src/core/model/memoize';

describe('what is made once', () => {
  it('is made at the first call, and is the same for all, also for those who ask while it is made', async () => {
    let made = 0;
    const get = memoize(async () => {
      made += 1;
      return { number: made };
    });
    assert.equal(made, 0);
    const [first, second] = await Promise.all([get(), get()]);
    assert.deepEqual([first, first === second, (await get()) === first], [{ number: 1 }, true, true]);
  });

  it('is tried again after it failed, and fails for all who asked meanwhile', async () => {
    let tries = 0;
    const get = memoize(async () => {
      tries += 1;
      if (tries === 1) {
        throw new Error('Not yet.');
      }
      return tries;
    });
    const asked = [get(), get()];
    for (const answer of asked) {
      await assert.rejects(answer, /Not yet/);
    }
    assert.equal(await get(), 2);
    assert.equal(await get(), 2);
  });
});
