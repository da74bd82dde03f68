import assert from 'node:assert/strict';
import { recordDocument } from '../../../../src/core/activity/recordDocument';
import type { OperationInput, OperationName } from '../../../../src/core/model/gateway';
import { allOperations, inverseOf, operations, subjectOf } from '../../../../src/core/operations/all';
import { checkArguments } from '../../../../src/core/operations/input';
import { allOf } from '../../../../src/core/operations/reads';
import type { OperationRecord } from '../../../../src/core/operations/record';
import { type Outcome, run } from '../../../../src/core/operations/run';
import { awsServices } from '../../../../src/sandbox/actions/services';
import type { Fault } from '../../../../src/sandbox/faults/fault';
import { CopyStage } from '../../../support/copyStage';
import { CopyWindow } from '../../../support/copyWindow';
import { MemoryDisk } from '../../../support/memoryJournal';

const day = 86_400_000;
const arnOf = (identifier: string): string => `arn:aws:redshift:eu-west-1:111122223333:snapshot:alpha/${identifier}`;

describe('each operation that creates, changes or destroys', () => {
  let stage: CopyStage;
  let window: CopyWindow;
  let disk: MemoryDisk;

  beforeEach(async () => {
    stage = await CopyStage.open({ tuning: { requestTimeout: 700 } });
    disk = new MemoryDisk(stage.now);
    window = new CopyWindow(stage, { journal: disk.window('first') });
    window.follow();
    addManual('held', { Tags: [{ Key: 'why', Value: 'migration' }] });
    addManual('lent', { AccountsWithRestoreAccess: [{ AccountId: '222233334444' }] });
  });
  afterEach(async () => {
    window.close();
    await stage.close();
  });

  const inputs: Readonly<Record<OperationName, OperationInput>> = {
    CopyClusterSnapshot: {
      SourceSnapshotIdentifier: 'rs:alpha-0',
      SourceSnapshotClusterIdentifier: 'alpha',
      TargetSnapshotIdentifier: 'made',
      ManualSnapshotRetentionPeriod: 30,
    },
    CreateClusterSnapshot: {
      SnapshotIdentifier: 'made',
      ClusterIdentifier: 'alpha',
      ManualSnapshotRetentionPeriod: 30,
    },
    ModifyClusterSnapshot: { SnapshotIdentifier: 'held', ManualSnapshotRetentionPeriod: 90 },
    DeleteClusterSnapshot: { SnapshotIdentifier: 'held', SnapshotClusterIdentifier: 'alpha' },
    CreateTags: { ResourceName: arnOf('held'), Tags: [{ Key: 'kept-by', Value: 'on-call' }] },
    DeleteTags: { ResourceName: arnOf('held'), TagKeys: ['why'] },
    AuthorizeSnapshotAccess: {
      ...{ SnapshotIdentifier: 'held', SnapshotClusterIdentifier: 'alpha' },
      AccountWithRestoreAccess: '222233334444',
    },
    RevokeSnapshotAccess: {
      ...{ SnapshotIdentifier: 'lent', SnapshotClusterIdentifier: 'alpha' },
      AccountWithRestoreAccess: '222233334444',
    },
  };

  function addManual(SnapshotIdentifier: string, more: object): void {
    stage.sandbox.data.addSnapshot({
      ClusterIdentifier: 'alpha',
      SnapshotIdentifier,
      SnapshotType: 'manual',
      SnapshotCreateTime: new Date(stage.now() - 5 * day),
      ManualSnapshotRetentionPeriod: 60,
      ...more,
    });
  }

  async function carryOut(name: OperationName, input = inputs[name]): Promise<Outcome> {
    const operation = operations[name];
    const { outcome, saved } = await run({
      ...{ operation, input, gateway: window.session.gateway, wait: stage.wait },
      entry: window.tracker.begin(window.session, operation, input),
      signal: new AbortController().signal,
    });
    await saved;
    return outcome;
  }

  const record = (): OperationRecord => {
    const [only, ...others] = window.tracker.operations;
    assert.ok(only !== undefined && others.length === 0);
    return only;
  };

  /** What the service has of the names: retention period, tags, accounts with access. */
  const service = () =>
    Object.fromEntries(
      stage.sandbox.data
        .snapshots()
        .filter(({ SnapshotType }) => SnapshotType === 'manual')
        .map(found => [
          found.SnapshotIdentifier ?? '',
          [
            found.ManualSnapshotRetentionPeriod,
            ...(found.Tags ?? []).map(({ Key, Value }) => `${Key}=${Value}`),
            ...(found.AccountsWithRestoreAccess ?? []).map(({ AccountId }) => AccountId),
          ],
        ]),
    );
  const held = { held: [60, 'why=migration'] };
  const lent = { lent: [60, '222233334444'] };
  const after: Readonly<Record<OperationName, object>> = {
    CopyClusterSnapshot: { ...held, ...lent, made: [30] },
    CreateClusterSnapshot: { ...held, ...lent, made: [30] },
    ModifyClusterSnapshot: { held: [90, 'why=migration'], ...lent },
    DeleteClusterSnapshot: lent,
    CreateTags: { held: [60, 'why=migration', 'kept-by=on-call'], ...lent },
    DeleteTags: { held: [60], ...lent },
    AuthorizeSnapshotAccess: { held: [60, 'why=migration', '222233334444'], ...lent },
    RevokeSnapshotAccess: { ...held, lent: [60] },
  };

  it('has an action of the sandbox', () => {
    const [{ actions }] = awsServices();
    const names = actions.map(({ operation }) => operation[2]);
    assert.deepEqual(
      allOperations.filter(({ name }) => !names.includes(name)),
      [],
    );
  });

  for (const operation of allOperations) {
    const { name, effect } = operation;

    it(`${name} takes the arguments of its command`, () => {
      const input = inputs[name];
      const given = operation.parameters.map(parameter => [parameter.argument, input[parameter.name]]);
      assert.deepEqual(checkArguments(operation, Object.fromEntries(given)), { ok: true, value: input });
    });

    it(`${name} is checked, written down, sent once and recorded`, async () => {
      const outcome = await carryOut(name);
      assert.deepEqual([outcome.kind, stage.asked(name), service()], ['done', 1, after[name]]);
      const made = effect === 'creates';
      if (made) {
        await window.told(1);
      }
      assert.deepEqual([record().state, record().operation], [made ? 'available' : 'done', name]);
      const [kept] = await disk.window('second').readAll();
      assert.deepEqual(kept, record());
      const document = recordDocument(record());
      assert.deepEqual(
        [document['Operation'], document['Verdict'], document['Request']],
        [name, 'Verified', inputs[name]],
      );
    });

    for (const fault of ['dropBefore', 'dropAfter'] as const satisfies readonly Fault['name'][]) {
      it(`${name} is done once where ${fault} leaves its answer open`, async () => {
        stage.sandbox.inject({ name: fault, action: name });
        const outcome = await carryOut(name);
        assert.deepEqual([outcome.kind, service()], ['done', after[name]]);
        assert.equal(
          outcome.kind === 'done' && outcome.snapshot.identifier,
          subjectOf({ operation: name, input: inputs[name] }).identifier,
        );
      });
    }

    it(`${name} is followed to its end where no answer ever comes`, async () => {
      stage.sandbox.inject({ name: 'dropAfter', action: name, count: 1 });
      stage.sandbox.inject({ name: 'dropBefore', action: name, count: 10 });
      stage.sandbox.inject({ name: 'dropBefore', action: 'DescribeClusterSnapshots', count: 0 });
      const outcome = await carryOut(name);
      assert.ok(outcome.kind === 'unknown' || outcome.kind === 'done');
      await window.until(() => !['planned', 'inProgress'].includes(record().state));
      assert.deepEqual([record().state, service()], [effect === 'creates' ? 'available' : 'done', after[name]]);
    });

    it(`${name} is not sent where the service would refuse it`, async () => {
      stage.sandbox.data.removeSnapshot('held');
      stage.sandbox.data.removeSnapshot('lent');
      stage.sandbox.data.removeSnapshot('rs:alpha-0');
      addManual('made', {});
      assert.deepEqual([(await carryOut(name)).kind, stage.asked(name)], ['refused', 0]);
    });
  }

  const refusals: readonly (readonly [why: string, OperationName, () => OperationInput, string])[] = [
    ['a paused cluster', 'CreateClusterSnapshot', () => paused(), 'clusterNotAvailable'],
    [
      'a cluster that is gone',
      'CreateClusterSnapshot',
      () => ({ ...inputs.CreateClusterSnapshot, ClusterIdentifier: 'x' }),
      'clusterGone',
    ],
    [
      'a name that is taken',
      'CreateClusterSnapshot',
      () => ({ ...inputs.CreateClusterSnapshot, SnapshotIdentifier: 'held' }),
      'targetTaken',
    ],
    [
      'a period that is over',
      'ModifyClusterSnapshot',
      () => ({ ...inputs.ModifyClusterSnapshot, ManualSnapshotRetentionPeriod: 5 }),
      'retentionOver',
    ],
    [
      'a snapshot of AWS Backup',
      'ModifyClusterSnapshot',
      () => ({ ...inputs.ModifyClusterSnapshot, ...backup() }),
      'ofAwsBackup',
    ],
    [
      'a snapshot of AWS Backup',
      'DeleteClusterSnapshot',
      () => ({ ...inputs.DeleteClusterSnapshot, ...backup() }),
      'ofAwsBackup',
    ],
    [
      'an automated snapshot',
      'DeleteClusterSnapshot',
      () => ({ ...inputs.DeleteClusterSnapshot, SnapshotIdentifier: 'rs:alpha-0' }),
      'manualGone',
    ],
    [
      'a snapshot of another cluster',
      'DeleteClusterSnapshot',
      () => ({ ...inputs.DeleteClusterSnapshot, SnapshotClusterIdentifier: 'beta' }),
      'sourceOfOtherCluster',
    ],
    ['a shared snapshot', 'DeleteClusterSnapshot', () => shared(), 'sourceShared'],
    [
      'the ARN of another account',
      'CreateTags',
      () => ({ ...inputs.CreateTags, ResourceName: arnOf('held').replace('111122223333', '999988887777') }),
      'otherArn',
    ],
    [
      'the 51st tag',
      'CreateTags',
      () => ({ ...inputs.CreateTags, Tags: Array.from({ length: 50 }, (_, at) => ({ Key: `k${at}`, Value: '' })) }),
      'tooManyTags',
    ],
    [
      'an automated snapshot',
      'AuthorizeSnapshotAccess',
      () => sharing({ SnapshotIdentifier: 'rs:alpha-0' }),
      'manualGone',
    ],
    ['a snapshot of AWS Backup', 'AuthorizeSnapshotAccess', () => sharing(backup()), 'ofAwsBackup'],
    [
      'a snapshot of another cluster',
      'AuthorizeSnapshotAccess',
      () => sharing({ SnapshotClusterIdentifier: 'beta' }),
      'sourceOfOtherCluster',
    ],
    [
      'the own account',
      'AuthorizeSnapshotAccess',
      () => sharing({ AccountWithRestoreAccess: '111122223333' }),
      'ownAccount',
    ],
    [
      'an account that has access',
      'AuthorizeSnapshotAccess',
      () => sharing({ SnapshotIdentifier: 'lent' }),
      'hasAccess',
    ],
    ['the 21st account', 'AuthorizeSnapshotAccess', () => sharing(crowded()), 'tooManyAccounts'],
    ['a snapshot that failed', 'AuthorizeSnapshotAccess', () => sharing(failed()), 'notShareable'],
    [
      'an account that has no access',
      'RevokeSnapshotAccess',
      () => ({ ...inputs.RevokeSnapshotAccess, SnapshotIdentifier: 'held' }),
      'noAccess',
    ],
  ];
  const sharing = (given: OperationInput) => ({ ...inputs.AuthorizeSnapshotAccess, ...given });
  const crowded = () => {
    const accounts = Array.from({ length: 20 }, (_, at) => ({ AccountId: String(100000000000 + at) }));
    addManual('crowded', { AccountsWithRestoreAccess: accounts });
    return { SnapshotIdentifier: 'crowded' };
  };
  const failed = () => {
    addManual('broken', { Status: 'failed' });
    return { SnapshotIdentifier: 'broken' };
  };
  const paused = () => {
    stage.sandbox.data.addCluster({ ClusterIdentifier: 'idle', ClusterStatus: 'paused' });
    return { ...inputs.CreateClusterSnapshot, ClusterIdentifier: 'idle' };
  };
  const backup = () => {
    addManual('awsbackup:job-1', {});
    return { SnapshotIdentifier: 'awsbackup:job-1' };
  };
  const shared = () => {
    addManual('shared', { AccountsWithRestoreAccess: [{ AccountId: '222233334444' }] });
    return { ...inputs.DeleteClusterSnapshot, SnapshotIdentifier: 'shared' };
  };
  for (const [why, name, input, kind] of refusals) {
    it(`${name} is refused before it is sent for ${why}`, async () => {
      const outcome = await carryOut(name, input());
      assert.deepEqual([outcome.kind === 'refused' && outcome.refusal.kind, stage.asked(name)], [kind, 0]);
    });
  }

  it('ModifyClusterSnapshot is taken back with the period of before, and never forces', async () => {
    await carryOut('ModifyClusterSnapshot');
    const back = operations.ModifyClusterSnapshot.inverse?.(record());
    const input = { SnapshotIdentifier: 'held', ManualSnapshotRetentionPeriod: 60 };
    assert.deepEqual(back, [{ operation: 'ModifyClusterSnapshot', input }]);
    await carryOut('ModifyClusterSnapshot', input);
    assert.deepEqual(service(), { ...held, ...lent });
    assert.ok(allOperations.every(({ parameters }) => parameters.every(({ name }) => name !== 'Force')));
  });

  const undone: readonly (readonly [OperationName, OperationInput])[] = [
    ['DeleteTags', inputs.DeleteTags],
    ['AuthorizeSnapshotAccess', inputs.AuthorizeSnapshotAccess],
    ['RevokeSnapshotAccess', inputs.RevokeSnapshotAccess],
    [
      'CreateTags',
      {
        ResourceName: arnOf('held'),
        Tags: [
          { Key: 'why', Value: 'audit' },
          { Key: 'kept-by', Value: '' },
        ],
      },
    ],
  ];
  for (const [name, input] of undone) {
    it(`${name} is taken back, by other operations where it takes these`, async () => {
      await carryOut(name, input);
      assert.notDeepEqual(service(), { ...held, ...lent });
      for (const call of inverseOf(record())) {
        await carryOut(call.operation, call.input);
      }
      assert.deepEqual(service(), { ...held, ...lent });
    });
  }

  it('tags of an automated snapshot are changed, settled, followed, and recorded, too', async () => {
    const arn = arnOf('rs:alpha-0');
    stage.sandbox.inject({ name: 'dropAfter', action: 'CreateTags' });
    const outcome = await carryOut('CreateTags', { ResourceName: arn, Tags: [{ Key: 'a=b', Value: 'c' }] });
    assert.deepEqual([outcome.kind, outcome.kind === 'done' && outcome.snapshot.tags], ['done', ['a=b=c']]);
    const document = recordDocument(record());
    assert.equal(document['Verdict'], 'Verified');
  });

  it('a tag that has another value than the user saw is neither overwritten nor removed; other tags make no difference', async () => {
    const [was] = await allOf(window.session.gateway.snapshots({ snapshotIdentifier: 'held', whole: true }));
    const why = { Key: 'why', Value: 'audit' };
    await carryOut('CreateTags', { ResourceName: arnOf('held'), Tags: [why, { Key: 'new', Value: '' }] });
    const kinds = async (name: OperationName, input: OperationInput): Promise<string> => {
      const operation = operations[name];
      const { outcome, saved } = await run({
        ...{ operation, input, gateway: window.session.gateway, wait: stage.wait, seen: was },
        entry: window.tracker.begin(window.session, operation, input),
        signal: new AbortController().signal,
      });
      await saved;
      return outcome.kind === 'refused' ? outcome.refusal.kind : outcome.kind;
    };
    const ResourceName = arnOf('held');
    assert.equal(await kinds('CreateTags', { ResourceName, Tags: [{ Key: 'why', Value: 'mine' }] }), 'changedSince');
    assert.equal(await kinds('DeleteTags', { ResourceName, TagKeys: ['why'] }), 'changedSince');
    assert.equal(await kinds('CreateTags', { ResourceName, Tags: [{ Key: 'other', Value: '' }] }), 'done');
    assert.deepEqual(service(), { held: [60, 'why=audit', 'new=', 'other='], ...lent });
  });

  it('an operation without an answer is done where its snapshot must not be read', async () => {
    stage.sandbox.inject({ name: 'denied', action: 'DescribeClusterSnapshots', count: 0 });
    const outcome = await carryOut('CreateTags');
    assert.deepEqual(
      [outcome.kind === 'done' && [outcome.recovered, outcome.snapshot.identifier], service()],
      [[false, 'held'], after.CreateTags],
    );
  });

  it('what an operation without an answer shows is the snapshot as it is then', async () => {
    const outcome = await carryOut('CreateTags');
    assert.ok(outcome.kind === 'done' && !outcome.recovered);
    const { Snapshot } = outcome.response as { readonly Snapshot: { readonly Tags: unknown } };
    assert.deepEqual(Snapshot.Tags, [
      { Key: 'why', Value: 'migration' },
      { Key: 'kept-by', Value: 'on-call' },
    ]);
  });

  it('an access that is there after a call without an answer is that call’s', async () => {
    stage.sandbox.inject({ name: 'dropAfter', action: 'AuthorizeSnapshotAccess' });
    stage.sandbox.inject({ name: 'internalError', action: 'DescribeClusterSnapshots', count: 3 });
    const outcome = await carryOut('AuthorizeSnapshotAccess');
    assert.deepEqual([outcome.kind, service()], ['done', after.AuthorizeSnapshotAccess]);
  });
});
