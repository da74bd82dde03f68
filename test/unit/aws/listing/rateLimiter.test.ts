import assert from 'node:assert/strict';
import { RateLimiter } from '../../../../src/aws/listing/rateLimiter';
import { RetryPolicy } from '../../../../src/aws/listing/retryPolicy';
import { ProblemError, type ProblemKind } from '../../../../src/core/model/problem';
import { aFailure } from '../../../support/builders';
import { FakeTime } from './fakeService';

const failure = (kind: ProblemKind) => aFailure(kind, { operation: 'DescribeClusters' });
const never = new AbortController().signal;

describe('the pace of requests', () => {
  /** Allows so many requests a second, and as many at once. */
  function bucket(time: FakeTime, perSecond: number, filled = perSecond) {
    let [tokens, filledAt] = [filled, 0];
    return () => {
      tokens = Math.min(perSecond, tokens + ((time.now() - filledAt) * perSecond) / 1_000);
      filledAt = time.now();
      if (tokens < 1) {
        return false;
      }
      tokens -= 1;
      return true;
    };
  }

  /** Sends so many requests of 50 ms, 16 at once; returns ms and refusals. */
  async function run(time: FakeTime, allows: () => boolean, requests: number) {
    const policy = new RetryPolicy({ time, attempts: () => 4 });
    let [left, refusals] = [requests, 0];
    const worker = async () => {
      while (left-- > 0) {
        await policy.send(async () => {
          await time.wait(50);
          if (!allows()) {
            refusals++;
            throw failure('throttled');
          }
        }, never);
      }
    };
    const start = time.now();
    await Promise.all(Array.from({ length: 16 }, worker));
    return { ms: time.now() - start, refusals };
  }

  it('is that of the answers while nothing is refused', async () => {
    const { ms } = await run(new FakeTime(), () => true, 160);
    assert.equal(ms, 500);
  });

  for (const perSecond of [2, 20, 100]) {
    it(`comes close to ${perSecond} a second where that is allowed`, async () => {
      const time = new FakeTime();
      const requests = perSecond * 6;
      const { ms, refusals } = await run(time, bucket(time, perSecond), requests);
      const least = ((requests - perSecond) / perSecond) * 1_000;
      assert.ok(ms < least * 1.15, `${ms} ms instead of ${least}`);
      // The first wave, and then hardly any.
      assert.ok(refusals < 16 + requests / 4, `${refusals} refusals`);
    });
  }

  it('finds the limit soon where nothing is left at first', async () => {
    const time = new FakeTime();
    const { ms } = await run(time, bucket(time, 20, 0), 120);
    assert.ok(ms < 6_000 * 1.15, `${ms} ms instead of 6,000`);
  });

  it('is free again when nothing was refused for long', async () => {
    const time = new FakeTime();
    const pace = new RateLimiter(time);
    pace.refused(await pace.turn(never));
    assert.equal(pace.free, false);
    await time.wait(31_000);
    assert.equal(pace.free, true);
  });

  it('drops once for requests that went together', async () => {
    const time = new FakeTime();
    const pace = new RateLimiter(time);
    const sentAt = await pace.turn(never);
    await time.wait(50);
    for (let n = 0; n < 16; n++) {
      pace.refused(sentAt);
    }
    const start = await pace.turn(never);
    const next = await pace.turn(never);
    assert.ok(next - start <= 200, `${next - start} ms`);
  });
});

describe('the retry policy', () => {
  const failing = (kinds: readonly ProblemKind[]) => {
    const left = [...kinds];
    return async () => {
      const kind = left.shift();
      if (kind !== undefined) {
        throw failure(kind);
      }
      return 'done';
    };
  };
  const policy = (attempts = 4) => new RetryPolicy({ time: new FakeTime(), attempts: () => attempts });
  const send = (kinds: readonly ProblemKind[]) => policy().send(failing(kinds), never);

  it('tries again what fails for the moment', async () => {
    assert.equal(await send(['serviceUnavailable', 'network', 'timeout']), 'done');
    assert.equal(await send(['clockSkewed']), 'done');
    assert.equal(await send(Array.from({ length: 8 }, () => 'throttled')), 'done');
  });

  it('lasts longer where others are answered', async () => {
    const shared = policy();
    const refused = failing(Array.from({ length: 20 }, () => 'throttled'));
    const attempt = async () => {
      // This one is refused, that one is answered.
      await shared.send(async () => 'done', never);
      return refused();
    };
    assert.equal(await shared.send(attempt, never), 'done');
  });

  it('ends', async () => {
    await assert.rejects(send(['network', 'network', 'network', 'network']), failure('network'));
    await assert.rejects(send(Array.from({ length: 9 }, () => 'throttled')), failure('throttled'));
    await assert.rejects(policy(1).send(failing(['network']), never), failure('network'));
  });

  it('does not try again what will fail again', async () => {
    await assert.rejects(send(['accessDenied']), failure('accessDenied'));
    await assert.rejects(send(['cancelled']), failure('cancelled'));
    const withoutCredentials = new ProblemError({ kind: 'network', code: 'ENOTFOUND', message: '' });
    await assert.rejects(
      policy().send(() => Promise.reject(withoutCredentials), never),
      withoutCredentials,
    );
  });
});
