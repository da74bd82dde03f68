import assert from 'node:assert/strict';
import type { RedshiftGateway } from '../../../../src/core/model/gateway';
import { findManualSnapshot } from '../../../../src/core/operations/reads';
import type { SendOutcome } from '../../../../src/core/operations/send';
import type { Fault, FaultName } from '../../../../src/sandbox/faults/fault';
import { aSnapshot } from '../../../support/builders';
import { CopyStage } from '../../../support/copyStage';
import { sendCopy } from '../../../support/runCopy';

const copyAction = 'CopyClusterSnapshot';
const readAction = 'DescribeClusterSnapshots';

describe('a copy that is sent over the wire', () => {
  let stage: CopyStage;
  let gateway: RedshiftGateway;

  beforeEach(async () => {
    // Short enough for what hangs, long enough for a busy machine.
    stage = await CopyStage.open({ tuning: { requestTimeout: 700 } });
    gateway = stage.connect();
  });
  afterEach(async () => {
    gateway.dispose();
    await stage.close();
  });

  const send = (given: Partial<Parameters<typeof sendCopy>[0]> = {}): Promise<SendOutcome> => {
    const source = stage.sandbox.data.snapshots().at(0);
    return sendCopy({
      gateway,
      account: '111122223333',
      input: stage.request(),
      before: aSnapshot({ createTime: source?.SnapshotCreateTime?.getTime() ?? 0 }),
      signal: new AbortController().signal,
      wait: stage.wait,
      ...given,
    });
  };
  const inject = (name: FaultName, more: Partial<Fault> = {}) =>
    stage.sandbox.inject({ name, action: copyAction, ...more });

  /** What became of it, how often it was sent, and what the service has now. */
  const expectEnd = (outcome: SendOutcome, kind: string, sends: number, manual: readonly string[]) => {
    const recovered = outcome.kind === 'done' && outcome.recovered ? 'recovered' : outcome.kind;
    assert.deepEqual([recovered, stage.asked(copyAction), stage.manual()], [kind, sends, manual]);
  };
  const kept = ['alpha-kept'];

  it('is answered at once, with the request id', async () => {
    const outcome = await send();
    expectEnd(outcome, 'done', 1, kept);
    assert.equal(outcome.kind === 'done' && outcome.requestId, stage.sandbox.requests.at(-1)?.requestId);
    assert.equal(stage.asked(readAction), 0);
  });

  const faults: readonly (readonly [name: FaultName, times: number, kind: string, sends: number])[] = [
    // Refused, and certainly not done.
    ['throttle', 1, 'done', 2],
    ['throttle', 3, 'done', 4],
    ['dependencyThrottle', 2, 'done', 3],
    // No clear answer, and not done.
    ['dropBefore', 1, 'done', 2],
    ['dropBefore', 3, 'done', 4],
    ['hangBefore', 1, 'done', 2],
    ['internalError', 1, 'done', 2],
    ['unavailable', 2, 'done', 3],
    ['html', 1, 'done', 2],
    // No clear answer, and done.
    ['dropAfter', 1, 'recovered', 1],
    ['hangAfter', 1, 'recovered', 1],
    ['internalErrorAfter', 1, 'recovered', 1],
    ['htmlAfter', 1, 'recovered', 1],
    ['truncate', 1, 'recovered', 1],
    ['garbage', 1, 'recovered', 1],
    ['empty', 1, 'recovered', 1],
    ['wrongType', 1, 'recovered', 1],
  ];
  for (const [name, count, kind, sends] of faults) {
    it(`${name} × ${count}: ${kind}, sent ${sends} times, made once`, async () => {
      inject(name, { count });
      expectEnd(await send(), kind, sends, kept);
    });
  }

  for (const [name, code] of [
    ['throttle', 'Throttling'],
    ['dependencyThrottle', 'DependentServiceRequestThrottlingFault'],
  ] as const) {
    it(`${name} without end: failed with ${code}, sent 5 times, made never`, async () => {
      inject(name, { count: 100 });
      const outcome = await send();
      expectEnd(outcome, 'failed', 5, []);
      assert.equal(outcome.kind === 'failed' && outcome.problem.code, code);
    });
  }

  for (const name of ['dropBefore', 'unavailable'] as const) {
    it(`${name} without end: sent 5 times, made never, and not called failed, as it might arrive late`, async () => {
      inject(name, { count: 100 });
      expectEnd(await send(), 'unknown', 5, []);
    });
  }

  describe('and arrives late', () => {
    let arrive: () => void;
    let arrived: Promise<void>;
    beforeEach(() => {
      arrived = new Promise(resolve => {
        arrive = resolve;
      });
    });
    const late = (count: number) => inject('late', { count, until: arrived });

    it('is made once: the second call finds its name taken, by us', async () => {
      late(1);
      stage.sandbox.onRequest(({ action }) => {
        if (action === copyAction && stage.asked(copyAction) === 2) {
          arrive();
        }
      });
      expectEnd(await send(), 'recovered', 2, kept);
    });

    it('after the last call: it is unknown until then, and is there after it', async () => {
      late(5);
      expectEnd(await send(), 'unknown', 5, []);
      arrive();
      await new Promise(setImmediate);
      assert.deepEqual(stage.manual(), kept);
    });

    it('after the user has cancelled: it is not called off', async () => {
      const abort = new AbortController();
      late(1);
      expectEnd(await send({ signal: abort.signal, inDoubt: () => abort.abort() }), 'unknown', 1, []);
      arrive();
      await new Promise(setImmediate);
      assert.deepEqual(stage.manual(), kept);
    });
  });

  for (const name of ['expired', 'denied'] as const) {
    it(`${name}: failed, sent once`, async () => {
      inject(name, { count: 100 });
      expectEnd(await send(), 'failed', 1, []);
    });
  }

  it('pauses longer and longer before it is sent again', async () => {
    inject('throttle', { count: 4 });
    await send();
    const bounds = [1000, 2000, 4000, 8000];
    assert.equal(stage.waits.length, 4);
    for (const [index, most] of bounds.entries()) {
      const pause = stage.waits[index] ?? 0;
      assert.ok(pause >= most / 2 && pause <= most, `${pause} of ${most}`);
    }
  });

  it('is found although reading fails at first', async () => {
    inject('dropAfter');
    stage.sandbox.inject({ name: 'denied', action: readAction, count: 3 });
    expectEnd(await send(), 'recovered', 1, kept);
  });

  it('is found by an endpoint that ignores filters', async () => {
    inject('dropAfter');
    stage.sandbox.inject({ name: 'ignoreFilters', action: readAction, count: 100 });
    expectEnd(await send(), 'recovered', 1, kept);
  });

  it('is found with the members that its answer would have had', async () => {
    inject('htmlAfter');
    const outcome = await send();
    const copy = stage.sandbox.data.snapshots().find(({ SnapshotType }) => SnapshotType === 'manual');
    assert.deepEqual(outcome.kind === 'done' && outcome.response, { Snapshot: JSON.parse(JSON.stringify(copy)) });
  });

  it('stays unknown when the credentials expire between sending and reading', async () => {
    inject('dropAfter');
    stage.sandbox.inject({ name: 'expired', action: readAction, count: 100 });
    const outcome = await send();
    expectEnd(outcome, 'unknown', 1, kept);
    assert.equal(outcome.kind === 'unknown' && outcome.problem.code, 'ECONNRESET');
  });

  it('stays unknown when the service cannot be reached after sending', async () => {
    inject('dropAfter');
    const outcome = await send({ inDoubt: () => void stage.sandbox.close() });
    assert.equal(outcome.kind, 'unknown');
    assert.equal(stage.asked(copyAction), 1);
  });

  it('failed when the service was never reached', async () => {
    await stage.sandbox.close();
    const outcome = await send();
    assert.equal(outcome.kind === 'failed' && outcome.problem.code, 'ECONNREFUSED');
    assert.deepEqual(stage.waits, []);
  });

  it('takes a name that was taken before for what it is', async () => {
    stage.sandbox.data.addSnapshot({ ...manual('alpha') });
    const outcome = await send();
    expectEnd(outcome, 'failed', 1, kept);
    assert.equal(outcome.kind === 'failed' && outcome.problem.kind, 'snapshotAlreadyExists');
  });

  it('takes the name that its own lost call took for its own success', async () => {
    // The first call arrives late: after the service has said twice that there is no copy.
    inject('dropBefore');
    const copies: string[] = [];
    stage.sandbox.onRequest(({ action }) => {
      if (action === copyAction && copies.push(action) === 2) {
        stage.sandbox.data.addSnapshot({ ...manual('alpha'), ManualSnapshotRetentionPeriod: 30 });
      }
    });
    expectEnd(await send(), 'recovered', 2, kept);
  });

  for (const [what, other] of [
    ['of another cluster', { ClusterIdentifier: 'beta', ManualSnapshotRetentionPeriod: 30 }],
    ['kept for another time', { ManualSnapshotRetentionPeriod: 7 }],
    ['with other data', { ManualSnapshotRetentionPeriod: 30, SnapshotCreateTime: new Date('2026-11-22T06:00:00Z') }],
  ] as const) {
    it(`is a clash when a snapshot ${what} has the name`, async () => {
      inject('dropBefore');
      const outcome = await send({
        inDoubt: () => void stage.sandbox.data.addSnapshot({ ...manual('alpha'), ...other }),
      });
      expectEnd(outcome, 'clash', 1, kept);
    });
  }

  describe('and cancelled', () => {
    it('before: nothing is sent', async () => {
      expectEnd(await send({ signal: AbortSignal.abort() }), 'cancelled', 0, []);
    });

    it('while the call is on its way: the answer counts', async () => {
      const abort = new AbortController();
      stage.sandbox.onRequest(() => abort.abort());
      expectEnd(await send({ signal: abort.signal }), 'done', 1, kept);
    });

    it('in doubt, when it was made: it is found', async () => {
      const abort = new AbortController();
      inject('dropAfter');
      expectEnd(await send({ signal: abort.signal, inDoubt: () => abort.abort() }), 'recovered', 1, kept);
    });

    it('in doubt, when it was not made: it is not sent again, and it may still arrive', async () => {
      const abort = new AbortController();
      inject('dropBefore');
      expectEnd(await send({ signal: abort.signal, inDoubt: () => abort.abort() }), 'unknown', 1, []);
    });

    it('while it is throttled: it is not sent again', async () => {
      const abort = new AbortController();
      inject('throttle', { count: 100 });
      stage.atWait = count => count === 2 && abort.abort();
      expectEnd(await send({ signal: abort.signal }), 'cancelled', 2, []);
    });
  });

  it('is found under its name ignoring case, and nothing else is', async () => {
    stage.sandbox.data.addSnapshot({ ...manual('alpha'), SnapshotIdentifier: 'alpha-kept' });
    const { signal } = new AbortController();
    const find = async (identifier: string, account = '111122223333') =>
      (await findManualSnapshot(gateway, { identifier, account }, signal))?.identifier;
    assert.deepEqual(
      [await find('Alpha-KEPT'), await find('alpha-kep'), await find('rs:alpha-0'), await find('alpha-kept', '4')],
      ['alpha-kept', undefined, undefined, undefined],
    );
  });

  function manual(cluster: string) {
    const [source] = stage.sandbox.data.snapshots();
    const SnapshotCreateTime = source?.SnapshotCreateTime ?? new Date(0);
    return {
      ...{ ClusterIdentifier: cluster, SnapshotIdentifier: 'alpha-kept', SnapshotType: 'manual' },
      SnapshotCreateTime,
    };
  }
});
