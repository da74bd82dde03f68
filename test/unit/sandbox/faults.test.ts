import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import {
  CopyClusterSnapshotCommand,
  DescribeClusterSnapshotsCommand,
  DescribeClustersCommand,
} from '@aws-sdk/client-redshift';
import type { Fault, FaultName } from '../../../src/sandbox/faults/fault';
import { FaultQueue } from '../../../src/sandbox/faults/faultQueue';
import { RateLimit } from '../../../src/sandbox/faults/rateLimit';
import type { LoggedRequest } from '../../../src/sandbox/model/requestLog';
import type { RunningSandbox } from '../../../src/sandbox/sandbox';
import { automated, bench, call, clientOf, fails, hour, names } from './support';

describe('sandbox: faults', () => {
  const b = bench();

  beforeEach(() => {
    b.sandbox.data.addCluster({ ClusterIdentifier: 'alpha', AutomatedSnapshotRetentionPeriod: 7 });
    b.sandbox.data.addSnapshot(automated('alpha', hour, { SnapshotIdentifier: 'rs:a' }));
  });

  const copy = (settings = {}) =>
    clientOf(b.sandbox, settings).send(
      new CopyClusterSnapshotCommand({ SourceSnapshotIdentifier: 'rs:a', TargetSnapshotIdentifier: 'kept' }),
    );
  const isKept = () => names(b.sandbox.data.snapshots()).includes('kept');

  const refusals: [FaultName, string, string, number][] = [
    ['throttle', 'Throttling', 'Throttling', 400],
    ['dependencyThrottle', 'DependentServiceRequestThrottlingFault', 'DependentServiceRequestThrottlingFault', 400],
    ['internalError', 'InternalFailure', 'InternalFailure', 500],
    ['unavailable', 'ServiceUnavailable', 'ServiceUnavailable', 503],
    ['expired', 'ExpiredToken', 'ExpiredToken', 403],
    ['denied', 'AccessDenied', 'AccessDenied', 403],
  ];
  for (const [name, errorName, code, status] of refusals) {
    it(`${name} refuses, does no work, and is over`, async () => {
      b.sandbox.inject({ name });
      await fails(copy(), errorName, code, status);
      assert.equal(isKept(), false);
      await copy();
    });
  }

  it('internalErrorAfter answers 500 although the work is done', async () => {
    b.sandbox.inject({ name: 'internalErrorAfter' });
    await fails(copy(), 'InternalFailure', 'InternalFailure', 500);
    assert.equal(isKept(), true);
  });

  it('error answers whatever is asked for', async () => {
    const error = { code: 'UnsupportedOperation', status: 400, message: 'Not today.' };
    b.sandbox.inject({ name: 'error', error });
    const message = await fails(copy(), 'UnsupportedOperationFault', 'UnsupportedOperation', 400);
    assert.equal(message, 'Not today.');
  });

  const broken: [FaultName, boolean][] = [
    ['dropBefore', false],
    ['dropAfter', true],
    ['html', false],
    ['htmlAfter', true],
    ['truncate', true],
    ['garbage', true],
  ];
  for (const [name, worked] of broken) {
    it(`${name} breaks the answer, ${worked ? 'after' : 'before'} the work`, async () => {
      b.sandbox.inject({ name });
      await assert.rejects(copy());
      assert.equal(isKept(), worked);
    });
  }

  it('html and htmlAfter answer what a proxy would', async () => {
    for (const [name, status] of [
      ['html', 502],
      ['htmlAfter', 500],
    ] as const) {
      b.sandbox.inject({ name });
      const answer = await call(b.sandbox, { Action: 'DescribeClusters' });
      assert.deepEqual([answer.status, answer.headers['content-type']], [status, 'text/html']);
      assert.match(answer.body, /^<html>/);
      assert.equal(answer.headers['x-amzn-requestid'], undefined);
    }
  });

  it('empty and wrongType answer 200 with something else, after the work', async () => {
    b.sandbox.inject({ name: 'wrongType', action: 'DescribeClusters' });
    const json = await call(b.sandbox, { Action: 'DescribeClusters' });
    assert.deepEqual(
      [json.status, json.headers['content-type'], json.body],
      [200, 'application/json', '{"message":"ok"}'],
    );
    b.sandbox.inject({ name: 'empty' });
    await copy().catch(() => undefined);
    assert.equal(isKept(), true);
  });

  for (const [name, worked] of [
    ['hangBefore', false],
    ['hangAfter', true],
  ] as const) {
    it(`${name} says nothing until the client gives up`, async () => {
      b.sandbox.inject({ name });
      const abortController = new AbortController();
      const answer = b.redshift.send(
        new CopyClusterSnapshotCommand({ SourceSnapshotIdentifier: 'rs:a', TargetSnapshotIdentifier: 'kept' }),
        { abortSignal: abortController.signal },
      );
      void untilAnswered(b.sandbox).then(() => abortController.abort()); // The test ends with what this sets off.
      await assert.rejects(answer, { name: 'AbortError' });
      assert.equal(isKept(), worked);
    });
  }

  it('a sandbox closes while requests hang', async () => {
    b.sandbox.inject({ name: 'hangBefore' });
    const answer = assert.rejects(copy());
    await new Promise<void>(resolve => {
      b.sandbox.onRequest(() => resolve());
    });
    await b.sandbox.close();
    await answer;
  });

  it('slow adds latency to one operation', async () => {
    const slow = b.sandbox.inject({ name: 'slow', action: 'DescribeClusters', milliseconds: 60, count: Infinity });
    const before = performance.now();
    await b.redshift.send(new DescribeClusterSnapshotsCommand({}));
    assert.equal(slow.applied, 0);
    await b.redshift.send(new DescribeClustersCommand({}));
    assert.ok(performance.now() - before >= 60);
    assert.equal(slow.applied, 1);
  });

  it('latency can be set while it runs', async () => {
    b.sandbox.latencyMs = 50;
    const before = performance.now();
    await b.redshift.send(new DescribeClustersCommand({}));
    assert.ok(performance.now() - before >= 50);
  });

  it('ignoreFilters answers everything, in whole pages', async () => {
    b.sandbox.data.addSnapshot(automated('beta', hour, { SnapshotIdentifier: 'rs:b' }));
    b.sandbox.inject({ name: 'ignoreFilters', count: Infinity });
    const { Snapshots } = await b.redshift.send(
      new DescribeClusterSnapshotsCommand({ ClusterIdentifier: 'alpha', SnapshotType: 'manual', MaxRecords: 20 }),
    );
    assert.deepEqual(names(Snapshots), ['rs:a', 'rs:b']);
    await copy();
  });

  it('repeatMarker answers the marker that was sent, for ever', async () => {
    for (let i = 0; i < 60; i++) {
      b.sandbox.data.addSnapshot(automated('alpha', 2 * hour + i, { SnapshotIdentifier: `rs:a-${i}` }));
    }
    b.sandbox.inject({ name: 'repeatMarker', count: Infinity });
    const page = (Marker?: string) => b.redshift.send(new DescribeClusterSnapshotsCommand({ MaxRecords: 20, Marker }));
    const first = await page();
    assert.ok(first.Marker);
    assert.equal((await page(first.Marker)).Marker, first.Marker);
  });

  it('faults apply in the order of their injection, each as often as it says, and only their operation', async () => {
    b.sandbox.inject({ name: 'throttle', action: 'CopyClusterSnapshot', count: 2 });
    b.sandbox.inject({ name: 'dropAfter', action: 'CopyClusterSnapshot' });
    await b.redshift.send(new DescribeClustersCommand({}));
    await fails(copy(), 'Throttling', 'Throttling', 400);
    await fails(copy(), 'Throttling', 'Throttling', 400);
    await assert.rejects(copy());
    await fails(copy(), 'ClusterSnapshotAlreadyExistsFault', 'ClusterSnapshotAlreadyExists', 400);
  });

  it('the SDK’s own retries get through a throttled answer', async () => {
    b.sandbox.inject({ name: 'throttle' });
    const { $metadata } = await copy({ maxAttempts: 2 });
    assert.equal($metadata.attempts, 2);
  });

  it('faults can be taken back', async () => {
    const fault = b.sandbox.inject({ name: 'throttle', count: Infinity });
    await fails(copy(), 'Throttling', 'Throttling', 400);
    assert.equal(fault.applied, 1);
    fault.remove();
    b.sandbox.inject({ name: 'dropBefore' });
    b.sandbox.clearFaults();
    await copy();
  });

  it('requests are listed with their parameters and outcomes, without secrets', async () => {
    b.sandbox.inject({ name: 'dropAfter', action: 'DescribeClusters' });
    await copy();
    await copy().catch(() => undefined);
    await assert.rejects(b.redshift.send(new DescribeClustersCommand({})));
    const told = b.sandbox.requests.map(({ action, parameters, accessKeyId, outcome }) => [
      action,
      parameters['TargetSnapshotIdentifier'],
      accessKeyId,
      outcome,
    ]);
    const key = b.sandbox.credentials.accessKeyId;
    assert.deepEqual(told, [
      ['CopyClusterSnapshot', 'kept', key, { status: 200 }],
      ['CopyClusterSnapshot', 'kept', key, { status: 400, code: 'ClusterSnapshotAlreadyExists' }],
      ['DescribeClusters', undefined, key, {}],
    ]);
    assert.doesNotMatch(JSON.stringify(b.sandbox.requests), new RegExp(b.sandbox.credentials.secretAccessKey));
  });

  it('a request can be held back until a test lets it go', async () => {
    let release = () => {};
    const held = new Promise<LoggedRequest>(arrived => {
      const stop = b.sandbox.onRequest(request => {
        stop();
        arrived(request);
        return new Promise<void>(resolve => {
          release = resolve;
        });
      });
    });
    const answer = copy();
    assert.equal((await held).action, 'CopyClusterSnapshot');
    assert.equal(isKept(), false);
    release();
    await answer;
    assert.equal(isKept(), true);
  });
});

/** Until the latest request has an outcome, although nothing may have been sent. */
async function untilAnswered({ requests }: RunningSandbox): Promise<void> {
  while (requests.at(-1)?.outcome === undefined) {
    await setImmediate();
  }
}

describe('sandbox: random faults', () => {
  const target = { action: 'DescribeClusters', hasMarker: false };
  const applied = (seed: number, fault: Fault) => {
    const queue = new FaultQueue(seed);
    queue.inject(fault);
    return Array.from({ length: 1000 }, () => queue.take(target).length);
  };
  const count = (list: readonly number[]) => list.reduce((sum, n) => sum + n, 0);

  it('repeat with their seed, apply about as often as they say, and end with their count', () => {
    const fault: Fault = { name: 'throttle', probability: 0.2 };
    assert.deepEqual(applied(1, fault), applied(1, fault));
    assert.notDeepEqual(applied(1, fault), applied(2, fault));
    assert.ok(Math.abs(count(applied(1, fault)) - 200) < 50);
    assert.equal(count(applied(1, { ...fault, count: 7 })), 7);
  });
});

describe('sandbox: rate limit', () => {
  it('lets a second’s worth through at once, and then so many a second', () => {
    let now = 0;
    const limit = new RateLimit(20, () => now);
    const taken = () => Array.from({ length: 50 }, () => limit.take()).filter(Boolean).length;
    assert.equal(taken(), 20);
    now += 500;
    assert.equal(taken(), 10);
    now += 60_000;
    assert.equal(taken(), 20);
  });

  const b = bench({ rate: 2 });
  it('throttles Redshift, not STS', async () => {
    const list = () => b.redshift.send(new DescribeClustersCommand({}));
    await list();
    await list();
    await fails(list(), 'Throttling', 'Throttling', 400);
    const version = { Action: 'GetCallerIdentity', Version: '2011-06-15' };
    assert.equal((await call(b.sandbox, version, { service: 'sts' })).status, 200);
  });
});
