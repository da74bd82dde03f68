import assert from 'node:assert/strict';
import type { SnapshotQuery } from '../../../../src/core/model/gateway';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import type { CallerIdentity } from '../../../../src/core/model/target';
import type { CheckedOperation } from '../../../../src/core/operations/check';
import type { Outcome } from '../../../../src/core/operations/run';
import {
  aCluster,
  aCopyRequest,
  aFailure,
  aManualSnapshot,
  aProblem,
  aSnapshot,
  time,
} from '../../../support/builders';
import { type CopyOptions, runCopy, untracked } from '../../../support/runCopy';
import { type Answers, FakeGateway, type Pages, pages, pagesThenFailure } from '../fakeGateway';

const createTime = time('2026-11-22T14:03:27Z');
const source = aSnapshot({ createTime });
const copy = aManualSnapshot({ createTime, manualRetentionDays: 30, status: 'creating' });
const response = { Snapshot: { SnapshotIdentifier: 'alpha-keep', Status: 'creating' } };
const me: CallerIdentity = { account: '111122223333', arn: 'arn:aws:sts::111122223333:assumed-role/Admin/me' };

interface Service extends Omit<Answers, 'snapshots'> {
  readonly source?: () => Pages<Snapshot>;
  readonly target?: () => Pages<Snapshot>;
  readonly automated?: () => Pages<Snapshot>;
}

/** A service that has the source, not the target, and copies; with what a test says otherwise. */
function aService(given: Service = {}): FakeGateway {
  const {
    source: ofSource = () => pages([source]),
    target = () => pages(),
    automated = () => pages([source]),
    ...others
  } = given;
  const answer = (query: SnapshotQuery): Pages<Snapshot> => {
    if (query.snapshotIdentifier === undefined) {
      return automated();
    }
    return query.type === undefined ? ofSource() : target();
  };
  return new FakeGateway({
    cluster: async () => aCluster(),
    snapshots: answer,
    send: async () => ({ snapshot: copy, response }),
    describeSnapshot: async () => ({ Snapshots: [response.Snapshot] }),
    callerIdentity: async () => me,
    ...others,
  });
}

async function outcomeOf(
  gateway: FakeGateway,
  given: Partial<Pick<CopyOptions, 'signal' | 'entry' | 'checked' | 'input'>> = {},
): Promise<Outcome> {
  return runCopy({ gateway, input: aCopyRequest(), ...given });
}

function sent(gateway: FakeGateway): number {
  return gateway.asked.filter(request => request === 'send').length;
}

describe('a copy', () => {
  it('is sent once, as it was asked for, and answers what the service did', async () => {
    const requests: unknown[] = [];
    const gateway = aService({
      send: async (_, request) => {
        requests.push(request);
        return { snapshot: copy, response };
      },
    });
    assert.deepEqual(await outcomeOf(gateway), {
      kind: 'done',
      snapshot: copy,
      response,
      recovered: false,
      before: source,
    });
    assert.deepEqual(requests, [aCopyRequest()]);
  });

  it('reads source, target, cluster and who is asking anew before it is sent, each with one request', async () => {
    const gateway = aService();
    await outcomeOf(gateway);
    assert.deepEqual(gateway.asked.slice(0, -1).toSorted(), [
      'callerIdentity',
      'cluster',
      'snapshots {"snapshotIdentifier":"alpha-keep","type":"manual","whole":true}',
      'snapshots {"snapshotIdentifier":"rs:alpha-2026-11-22-14-03-27","whole":true}',
    ]);
    assert.equal(gateway.asked.at(-1), 'send');
  });

  it('is told of between the checks and the sending, with its source and who is asking', async () => {
    const gateway = aService();
    let before: unknown;
    const write = async ({ before: read, caller }: CheckedOperation): Promise<void> => {
      before = [read, caller, gateway.asked.length, sent(gateway)];
    };
    await outcomeOf(gateway, { entry: { ...untracked, write } });
    assert.deepEqual(before, [source, me, 4, 0]);
  });

  it('is not sent when it could not be told of', async () => {
    const gateway = aService();
    await assert.rejects(
      outcomeOf(gateway, { entry: { ...untracked, write: () => Promise.reject(new Error('No disk.')) } }),
      /No disk/,
    );
    assert.equal(sent(gateway), 0);
  });

  it('is not told of when it is refused', async () => {
    const gateway = aService({ source: () => pages() });
    await outcomeOf(gateway, { entry: { ...untracked, write: () => Promise.reject(new Error('It was told.')) } });
  });

  it('finds its source on any page, ignoring case', async () => {
    const shouting = aSnapshot({ identifier: source.identifier.toUpperCase(), clusterIdentifier: 'ALPHA', createTime });
    const gateway = aService({ source: () => pages([], [shouting]) });
    assert.equal((await outcomeOf(gateway)).kind, 'done');
  });

  it('is not checked again when that was done a moment ago, for a summary', async () => {
    const gateway = aService();
    let before: unknown;
    const write = async ({ before: read }: CheckedOperation): Promise<void> => {
      before = read;
    };
    await outcomeOf(gateway, {
      entry: { ...untracked, write },
      checked: { before: source, caller: me, time: Date.now() },
    });
    assert.deepEqual([before, gateway.asked], [source, ['send']]);
  });

  it('is checked again when the summary stood open for long', async () => {
    const gateway = aService({ source: () => pages() });
    const outcome = await outcomeOf(gateway, { checked: { before: source, caller: me, time: Date.now() - 61_000 } });
    assert.deepEqual(outcome, { kind: 'refused', refusal: { kind: 'sourceGone' } });
    assert.equal(sent(gateway), 0);
  });
});

describe('a copy that the service would refuse', () => {
  const refused: readonly (readonly [string, Service, object])[] = [
    ['its source is gone', { source: () => pages() }, { kind: 'sourceGone' }],
    [
      'its source is gone, and the service says so with an error',
      { source: () => pagesThenFailure(aFailure('snapshotNotFound')) },
      { kind: 'sourceGone' },
    ],
    [
      'only another cluster has a snapshot of that identifier',
      { source: () => pages([aSnapshot({ clusterIdentifier: 'beta' })]) },
      { kind: 'sourceOfOtherCluster', clusters: ['beta'] },
    ],
    [
      'the endpoint answers with others than asked for',
      { source: () => pages([aSnapshot({ identifier: 'rs:alpha-other' })]) },
      { kind: 'sourceGone' },
    ],
    [
      'its source is manual',
      { source: () => pages([aSnapshot({ type: 'manual' })]) },
      { kind: 'sourceNotAutomated', source: aSnapshot({ type: 'manual' }) },
    ],
    ...['creating', 'failed', 'deleted', 'a new word'].map(
      status =>
        [
          `its source is ${status}`,
          { source: () => pages([aSnapshot({ status })]) },
          { kind: 'sourceNotAvailable', source: aSnapshot({ status }) },
        ] as const,
    ),
    [
      'the name is taken',
      { target: () => pages([aManualSnapshot({ clusterIdentifier: 'beta' })]) },
      { kind: 'targetTaken', by: aManualSnapshot({ clusterIdentifier: 'beta' }) },
    ],
    [
      'the name is taken in another case',
      { target: () => pages([aManualSnapshot({ identifier: 'ALPHA-keep' })]) },
      { kind: 'targetTaken', by: aManualSnapshot({ identifier: 'ALPHA-keep' }) },
    ],
    [
      'its source is the latest of a paused cluster',
      {
        cluster: async () => aCluster({ status: 'paused' }),
        automated: () => pages([source], [aSnapshot({ identifier: 'rs:older', createTime: createTime - 1 })]),
      },
      { kind: 'latestOfPausedCluster', source },
    ],
  ];
  for (const [why, service, refusal] of refused) {
    it(`is not sent: ${why}`, async () => {
      const gateway = aService(service);
      assert.deepEqual(await outcomeOf(gateway), { kind: 'refused', refusal });
      assert.equal(sent(gateway), 0);
    });
  }

  it('is sent for a paused cluster when its source is not the latest', async () => {
    const gateway = aService({
      cluster: async () => aCluster({ status: 'paused' }),
      automated: () => pages([source], [aSnapshot({ identifier: 'rs:newer', createTime: createTime + 1 })]),
    });
    assert.equal((await outcomeOf(gateway)).kind, 'done');
  });

  it('is not sent for a paused cluster whose name was asked for in another case', async () => {
    const asked: string[] = [];
    const gateway = aService({
      cluster: async identifier => {
        asked.push(identifier);
        if (identifier === 'ALPHA') {
          throw aFailure('clusterNotFound');
        }
        return aCluster({ status: 'paused' });
      },
    });
    const outcome = await outcomeOf(gateway, { input: aCopyRequest({ SourceSnapshotClusterIdentifier: 'ALPHA' }) });
    assert.deepEqual(outcome, { kind: 'refused', refusal: { kind: 'latestOfPausedCluster', source } });
    assert.deepEqual(asked, ['ALPHA', 'alpha']);
  });

  it('is sent when its cluster is gone: there is nothing that is paused', async () => {
    const gateway = aService({ cluster: () => Promise.reject(aFailure('clusterNotFound')) });
    assert.equal((await outcomeOf(gateway)).kind, 'done');
  });

  it('is sent when the name is that of an automated snapshot only', async () => {
    const gateway = aService({ target: () => pages([aSnapshot({ identifier: 'alpha-keep' })]) });
    assert.equal((await outcomeOf(gateway)).kind, 'done');
  });
});

describe('a copy whose checks fail', () => {
  const denied = aFailure('accessDenied');
  const checks: readonly (readonly ['source' | 'target' | 'cluster', (error: Error) => Service])[] = [
    ['source', error => ({ source: () => pagesThenFailure(error) })],
    ['target', error => ({ target: () => pagesThenFailure(error) })],
    ['cluster', error => ({ cluster: () => Promise.reject(error) })],
  ];
  for (const [what, failing] of checks) {
    it(`is sent when the caller may not read the ${what}: a policy may allow the copy alone`, async () => {
      const gateway = aService(failing(denied));
      assert.equal((await outcomeOf(gateway)).kind, 'done');
      assert.equal(sent(gateway), 1);
    });

    it(`is not sent when the ${what} could not be read for another reason`, async () => {
      const failure = aFailure('credentialsExpired');
      const gateway = aService(failing(failure));
      assert.deepEqual(await outcomeOf(gateway), {
        kind: 'refused',
        refusal: { kind: 'checkFailed', of: what, problem: failure.problem },
      });
      assert.equal(sent(gateway), 0);
    });
  }

  it('is sent when the caller may read nothing', async () => {
    const gateway = aService({
      source: () => pagesThenFailure(denied),
      target: () => pagesThenFailure(denied),
      cluster: () => Promise.reject(denied),
    });
    assert.equal((await outcomeOf(gateway)).kind, 'done');
  });

  it('is refused by what the caller may read', async () => {
    const gateway = aService({ source: () => pagesThenFailure(denied), target: () => pages([aManualSnapshot()]) });
    const outcome = await outcomeOf(gateway);
    assert.equal(outcome.kind === 'refused' && outcome.refusal.kind, 'targetTaken');
  });
});

describe('a copy by somebody', () => {
  it('is sent when it is known who that is', async () => {
    const gateway = aService();
    assert.equal((await outcomeOf(gateway)).kind, 'done');
    assert.ok(gateway.asked.includes('callerIdentity'));
  });

  for (const kind of ['otherPrincipal', 'accessDenied', 'network'] as const) {
    it(`is not sent when that is ${kind}`, async () => {
      const failure = aFailure(kind);
      const gateway = aService({ callerIdentity: () => Promise.reject(failure) });
      assert.deepEqual(await outcomeOf(gateway), {
        kind: 'refused',
        refusal: { kind: 'checkFailed', of: 'caller', problem: failure.problem },
      });
      assert.equal(sent(gateway), 0);
    });
  }
});

describe('a copy that is cancelled', () => {
  it('is not sent when that is before the checks are done', async () => {
    const abort = new AbortController();
    const gateway = aService({
      source: () => {
        abort.abort();
        return pagesThenFailure(aFailure('cancelled'));
      },
    });
    assert.deepEqual(await outcomeOf(gateway, { signal: abort.signal }), { kind: 'cancelled' });
    assert.equal(sent(gateway), 0);
  });

  it('is not sent when the checks did not notice', async () => {
    const gateway = aService();
    assert.deepEqual(await outcomeOf(gateway, { signal: AbortSignal.abort() }), { kind: 'cancelled' });
    assert.equal(sent(gateway), 0);
  });
});

describe('a copy that the service refuses because of its retention period', () => {
  const refuse = { send: () => Promise.reject(aFailure('invalidRetentionPeriod')) };
  const day = 86_400_000;
  const problem = aProblem('invalidRetentionPeriod');
  const start = Date.now() - 31 * day;
  const refused = (retentionStartTime: number) =>
    outcomeOf(aService({ ...refuse, source: () => pages([aSnapshot({ createTime, retentionStartTime })]) }));

  it('says that the period is over, counted from the source', async () => {
    const span = { kind: 'over', days: 30, start, end: start + 30 * day };
    assert.deepEqual(await refused(start), { kind: 'failed', problem, cause: { kind: 'retentionOver', span } });
  });

  it('says no more than the service where it is not over', async () => {
    assert.deepEqual(await refused(Date.now()), { kind: 'failed', problem });
  });
});

describe('a copy that the service refuses because of a state', () => {
  const problem = aProblem('invalidSnapshotState');
  const refuse = { send: () => Promise.reject(aFailure('invalidSnapshotState')) };
  /** What is there at first, and what is there when the service has refused it. */
  const change = <Item>(before: Item, after: Item): (() => Pages<Item>) => {
    const answers = [before];
    return () => pages([answers.pop() ?? after]);
  };

  const causes: readonly (readonly [string, Service, object])[] = [
    [
      'its source is no longer available',
      { source: change(source, aSnapshot({ createTime, status: 'deleting' })) },
      { kind: 'sourceNotAvailable', source: aSnapshot({ createTime, status: 'deleting' }) },
    ],
    [
      'its source is another account’s as well',
      {
        describeSnapshot: async () => ({ Snapshots: [{ AccountsWithRestoreAccess: [{ AccountId: '444455556666' }] }] }),
      },
      { kind: 'sourceShared', accounts: ['444455556666'] },
    ],
  ];
  for (const [why, service, cause] of causes) {
    it(`says that ${why}`, async () => {
      assert.deepEqual(await outcomeOf(aService({ ...refuse, ...service })), { kind: 'failed', problem, cause });
    });
  }

  it('says that its cluster was paused meanwhile', async () => {
    let asked = 0;
    const cluster = async () => aCluster({ status: asked++ === 0 ? 'available' : 'paused' });
    assert.deepEqual(await outcomeOf(aService({ ...refuse, cluster })), {
      ...{ kind: 'failed', problem },
      cause: { kind: 'latestOfPausedCluster', source },
    });
  });

  it('is not put down to what only the looking met: a reading that failed, and the name taken since', async () => {
    let asked = 0;
    const cluster = async () => (asked++ === 0 ? aCluster() : Promise.reject(aFailure('network')));
    assert.deepEqual(await outcomeOf(aService({ ...refuse, cluster })), { kind: 'failed', problem });
    let looks = 0;
    const target = () => pages(looks++ === 0 ? [] : [aManualSnapshot()]);
    assert.deepEqual(await outcomeOf(aService({ ...refuse, target })), { kind: 'failed', problem });
  });

  it('says no more than the service where nothing is to be seen', async () => {
    assert.deepEqual(await outcomeOf(aService(refuse)), { kind: 'failed', problem });
    const silent = { ...refuse, describeSnapshot: () => Promise.reject(aFailure('network')) };
    assert.deepEqual(await outcomeOf(aService(silent)), { kind: 'failed', problem });
  });
});
