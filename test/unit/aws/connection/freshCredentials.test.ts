import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { AwsCredentialIdentity } from '@smithy/types';
import { FreshCredentials } from '../../../../src/aws/connection/freshCredentials';

const minute = 60_000;

/** Credentials that last so many minutes; for ever without a number. */
function lasting(minutes?: number): AwsCredentialIdentity {
  const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  return minutes === undefined ? keys : { ...keys, expiration: new Date(Date.now() + minutes * minute) };
}

/** Each answer in turn; an error stands for a failure. */
function resolving(...answers: readonly (AwsCredentialIdentity | Error)[]) {
  const left = [...answers];
  const resolve = async (): Promise<AwsCredentialIdentity> => {
    const answer = left.shift() ?? new Error('Asked too often.');
    if (answer instanceof Error) {
      throw answer;
    }
    return answer;
  };
  return { fresh: new FreshCredentials(resolve), left };
}

describe('the latest credentials', () => {
  beforeEach(() => mock.timers.enable({ apis: ['Date'], now: Date.parse('2026-11-30T12:00:00Z') }));
  afterEach(() => mock.timers.reset());

  /** Lets time pass. */
  function pass(minutes: number): void {
    mock.timers.setTime(Date.now() + minutes * minute);
  }

  it('are resolved once, for all who need them at the same time', async () => {
    for (const first of [lasting(), lasting(60)]) {
      const { fresh } = resolving(first);
      assert.deepEqual(await Promise.all([fresh.get(), fresh.get()]), [first, first]);
      assert.equal(await fresh.get(), first);
    }
  });

  it('are renewed when they are about to expire', async () => {
    const [first, second] = [lasting(60), lasting(120)];
    const { fresh } = resolving(first, second);
    assert.equal(await fresh.get(), first);
    pass(54);
    assert.equal(await fresh.get(), first);
    pass(2);
    assert.deepEqual([await fresh.get(), await fresh.get()], [second, second]);
  });

  it('that never have five minutes left are resolved once for nearly as long as they last', async () => {
    const [first, second] = [lasting(4), lasting(8)];
    const { fresh, left } = resolving(first, second);
    for (const minutes of [0, 1, 1, 1.5]) {
      pass(minutes);
      assert.deepEqual([await fresh.get(), await fresh.get()], [first, first]);
    }
    assert.equal(left.length, 1);
    pass(0.3);
    assert.equal(await fresh.get(), second);
  });

  it('serve until they have really expired where that fails, and it is not tried again at once', async () => {
    const first = lasting(60);
    const { fresh, left } = resolving(first, new Error('No network.'), new Error('Still none.'));
    assert.equal(await fresh.get(), first);
    pass(56);
    assert.deepEqual([await fresh.get(), await fresh.get()], [first, first]);
    assert.equal(left.length, 1);
  });

  it('do not serve any more when they have expired', async () => {
    const { fresh } = resolving(lasting(-1), new Error('No network.'));
    await fresh.get();
    await assert.rejects(fresh.get(), /No network/);
  });

  it('do not serve any more when the service has refused them', async () => {
    const [first, second] = [lasting(60), lasting(60)];
    const { fresh } = resolving(first, new Error('No network.'), second);
    await fresh.get();
    fresh.refuse();
    await assert.rejects(fresh.get(), /No network/);
    fresh.tryAgain();
    assert.equal(await fresh.get(), second);
  });

  it('are asked for again after a failure, which is the answer to all who ask in the same moment', async () => {
    const first = lasting();
    const { fresh } = resolving(new Error('No network.'), new Error('Still none.'), first);
    await assert.rejects(fresh.get(), /No network/);
    await assert.rejects(fresh.get(), /No network/);
    pass(1);
    await assert.rejects(fresh.get(), /Still none/);
    // The clock was set back.
    pass(-60);
    assert.equal(await fresh.get(), first);
  });

  it('are asked for again at once when the user has acted', async () => {
    const first = lasting();
    const { fresh } = resolving(new Error('No network.'), first);
    await assert.rejects(fresh.get(), /No network/);
    fresh.tryAgain();
    assert.equal(await fresh.get(), first);
  });
});
