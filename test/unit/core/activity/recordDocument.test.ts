import assert from 'node:assert/strict';
import { readAgain } from '../../../../src/core/activity/readAgain';
import { recordDocument } from '../../../../src/core/activity/recordDocument';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../../src/core/model/json';
import { onlySnapshot } from '../../../../src/core/model/maskedMembers';
import { problemOf } from '../../../../src/core/model/problem';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import { progressOf } from '../../../../src/core/operations/progress';
import type { OperationRecord } from '../../../../src/core/operations/record';
import { aCopyRequest, aManualSnapshot, aProblem, aSnapshot, aTarget, time } from '../../../support/builders';
import { CopyStage } from '../../../support/copyStage';
import { CopyWindow } from '../../../support/copyWindow';
import { MemoryDisk } from '../../../support/memoryJournal';

const secretArn = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:hush';
const masks = { MasterUsername: '****', MasterPasswordSecretArn: '****' };
const planned = time('2026-11-22T14:10:00Z');
const source = aSnapshot({
  createTime: time('2026-11-22T14:03:27Z'),
  totalMegabytes: 4096,
  kmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/1',
  nodeType: 'ra3.xlplus',
  numberOfNodes: 2,
});
const copy: Snapshot = { ...source, identifier: 'alpha-keep', type: 'manual', manualRetentionDays: 30 };

describe('the record of a copy', () => {
  it('holds everything that was asked, and proves it', () => {
    const record = recordDocument(
      anOperation({
        identity: { account: '111122223333', arn: 'arn:aws:iam::111122223333:user/me' },
        requestId: 'request-1',
        confirmed: planned + 1000,
        ended: planned + 60_000,
      }),
    );
    assert.equal(record['Verdict'], 'Verified');
    assert.deepEqual(record['Request'], {
      SourceSnapshotIdentifier: source.identifier,
      SourceSnapshotClusterIdentifier: 'alpha',
      TargetSnapshotIdentifier: 'alpha-keep',
      ManualSnapshotRetentionPeriod: 30,
    });
    assert.deepEqual(record['Target'], { Credentials: 'profile:work', Account: '111122223333', Region: 'eu-west-1' });
    assert.equal(record['CallerArn'], 'arn:aws:iam::111122223333:user/me');
    assert.equal(record['RequestId'], 'request-1');
    assert.deepEqual(record['Times'], {
      Planned: '2026-11-22T14:10:00.000Z',
      Confirmed: '2026-11-22T14:10:01.000Z',
      Ended: '2026-11-22T14:11:00.000Z',
    });
    assert.deepEqual(JSON.parse(JSON.stringify(record)), record);
  });

  const differences: Readonly<Record<string, Partial<Snapshot>>> = {
    ClusterIdentifier: { clusterIdentifier: 'beta' },
    SnapshotCreateTime: { createTime: 1 },
    TotalBackupSizeInMegaBytes: { totalMegabytes: 1 },
    Encrypted: { encrypted: false },
    KmsKeyId: { kmsKeyId: 'another' },
    NodeType: { nodeType: 'dc2.large' },
    NumberOfNodes: { numberOfNodes: 4 },
    ManualSnapshotRetentionPeriod: { manualRetentionDays: 7 },
    SnapshotType: { type: 'automated' },
  };
  for (const [member, change] of Object.entries(differences)) {
    it(`says "Different" when ${member} is`, () => {
      const record = recordDocument(anOperation({ after: { ...copy, ...change } }));
      assert.equal(record['Verdict'], 'Different');
      const rows = record['Comparison'] as readonly JsonObject[];
      assert.deepEqual(
        rows.filter(({ Equal }) => Equal !== true).map(({ Member }) => Member),
        [member],
      );
      assert.equal(rows.length, Object.keys(differences).length);
    });
  }

  for (const [member, unknown] of [
    ['TotalBackupSizeInMegaBytes', 'totalMegabytes'],
    ['KmsKeyId', 'kmsKeyId'],
    ['NodeType', 'nodeType'],
    ['NumberOfNodes', 'numberOfNodes'],
  ] as const) {
    it(`says what could not be compared when ${member} is unknown, on one side or on both`, () => {
      const [{ [unknown]: _source, ...ofSource }, { [unknown]: _copy, ...ofCopy }] = [source, copy];
      for (const given of [{ after: ofCopy }, { before: ofSource }, { before: ofSource, after: ofCopy }]) {
        const record = recordDocument(anOperation(given));
        assert.deepEqual([record['Verdict'], record['NotCompared']], ['Verified', [member]]);
      }
    });
  }

  it('proves nothing without the time of the data', () => {
    const { createTime: _unknown, ...ofCopy } = copy;
    const record = recordDocument(anOperation({ after: ofCopy }));
    assert.deepEqual([record['Verdict'], record['NotCompared']], ['NotVerified', ['SnapshotCreateTime']]);
  });

  it('takes it as equal that neither has a key because neither is encrypted', () => {
    const [{ kmsKeyId: _source, ...ofSource }, { kmsKeyId: _copy, ...ofCopy }] = [source, copy];
    const [open, closed] = [
      { ...ofSource, encrypted: false },
      { ...ofCopy, encrypted: false },
    ];
    const record = recordDocument(anOperation({ before: open, after: closed }));
    assert.deepEqual([record['Verdict'], record['NotCompared']], ['Verified', undefined]);
  });

  describe('holds what was promised of its retention against the answer:', () => {
    const start = time('2026-11-22T14:03:29Z');
    const promised = '2026-12-22T14:03:29.000Z';
    const retentionOf = (retentionStartTime?: number): unknown =>
      recordDocument(
        anOperation({
          before: { ...source, retentionStartTime: start },
          after: retentionStartTime === undefined ? copy : { ...copy, retentionStartTime },
        }),
      )['Retention'];

    it('it counts from the source', () => {
      const CountedFrom = '2026-11-22T14:03:29.000Z';
      assert.deepEqual(retentionOf(start), {
        ...{ PromisedUntil: promised, CountedFrom, KeptUntil: promised, AsPromised: true },
      });
    });

    it('it counts from the copying', () => {
      assert.deepEqual(retentionOf(planned), {
        PromisedUntil: promised,
        CountedFrom: '2026-11-22T14:10:00.000Z',
        KeptUntil: '2026-12-22T14:10:00.000Z',
        AsPromised: false,
      });
    });

    it('it does not say', () => {
      assert.deepEqual(retentionOf(), { PromisedUntil: promised, AsPromised: 'unknown' });
    });
  });

  it('has every sending of a copy whose answer got lost, and that it was found afterwards', async () => {
    const stage = await CopyStage.open();
    const disk = new MemoryDisk(stage.now);
    const window = new CopyWindow(stage, { journal: disk.window('first') });
    window.follow();
    stage.sandbox.inject({ name: 'throttle', action: 'CopyClusterSnapshot' });
    stage.sandbox.inject({ name: 'internalErrorAfter', action: 'CopyClusterSnapshot' });
    await window.copy(stage.request(), { wait: stage.wait });
    await window.told(1);
    const [record] = window.endings.map(operation => recordDocument(operation));
    const attempts = record?.['Attempts'] as readonly JsonObject[];
    const sent = stage.sandbox.requests.filter(({ action }) => action === 'CopyClusterSnapshot');
    window.close();
    await stage.close();
    assert.equal(record?.['Recovered'], true);
    assert.equal(record['Verdict'], 'Verified');
    assert.deepEqual(
      attempts.map(({ Code }) => Code),
      ['Throttling', 'InternalFailure'],
    );
    assert.deepEqual(
      attempts.map(({ RequestId }) => RequestId),
      sent.map(({ requestId }) => requestId),
    );
  });

  it('names the snapshot that has the name', () => {
    const holder = aManualSnapshot({ clusterIdentifier: 'beta' });
    const record = recordDocument(withoutCopy(anOperation({ state: 'clash', holder })));
    assert.equal(record['Verdict'], 'NotVerified');
    assert.equal((record['Holder'] as JsonObject)['ClusterIdentifier'], 'beta');
  });

  for (const [what, operation] of Object.entries({
    failed: anOperation({ state: 'failed', problem: aProblem('accessDenied') }),
    'was deleted': anOperation({ state: 'deleted' }),
    'is no longer watched': anOperation({ state: 'unwatched' }),
    'was never read before': withoutSource(anOperation()),
  })) {
    it(`says "NotVerified" of a copy that ${what}`, () => {
      assert.equal(recordDocument(operation)['Verdict'], 'NotVerified');
    });
  }

  it('says "InProgress" until the end', () => {
    assert.equal(recordDocument(anOperation({ state: 'inProgress' }))['Verdict'], 'InProgress');
    assert.equal(recordDocument(anOperation({ state: 'planned' }))['Verdict'], 'InProgress');
  });

  describe('of a copy in the service', () => {
    let stage: CopyStage;
    let disk: MemoryDisk;
    let window: CopyWindow;
    let made: OperationRecord;

    beforeEach(async () => {
      stage = await CopyStage.open();
      disk = new MemoryDisk(stage.now);
      window = new CopyWindow(stage, { journal: disk.window('first') });
      window.follow();
      await window.copy(stage.request());
      await window.told(1);
      [made] = disk.operations as [OperationRecord];
    });
    afterEach(async () => {
      window.close();
      await stage.close();
    });

    const secrets = { MasterUsername: 'admin', MasterPasswordSecretArn: secretArn };
    const read = () =>
      readAgain(window.session.gateway, made, { now: stage.now, signal: new AbortController().signal });
    const wholeOf = async (identifier: string): Promise<JsonObject> => {
      const answer = await window.session.gateway.describeSnapshot({ identifier, clusterIdentifier: 'alpha' });
      return onlySnapshot(answer) ?? {};
    };

    it('holds both snapshots whole, as the service described them', async () => {
      const record = recordDocument(made);
      const [source, copy] = [await wholeOf('rs:alpha-0'), await wholeOf('alpha-kept')];
      assert.deepEqual(record['SourceBefore'], { ...source, ...masks });
      assert.deepEqual(record['CopyAfter'], { ...copy, ...masks });
      assert.equal(Object.keys(source).length > 20, true);
    });

    it('holds no secret, no user name and no secret’s ARN, and neither does the journal', () => {
      const text = JSON.stringify([disk.operations, window.endings.map(ending => recordDocument(ending))]);
      assert.match(text, /"Verdict":"Verified"/);
      assert.doesNotMatch(text, /admin|secretsmanager|hush/);
      assert.ok(!text.includes(stage.sandbox.credentials.secretAccessKey));
      assert.ok(!text.includes(stage.sandbox.credentials.accessKeyId));
      assert.equal('Unmasked' in recordDocument(made), false);
    });

    it('says what it masks when asked for, and that this was read later', async () => {
      stage.sandbox.clock.advance(60_000);
      const record = recordDocument(made, await read());
      assert.deepEqual(pick(record['SourceBefore'], Object.keys(secrets)), secrets);
      assert.deepEqual(pick(record['CopyAfter'], Object.keys(secrets)), secrets);
      assert.equal((record['Unmasked'] as JsonObject)['ReadAt'], new Date(stage.now()).toISOString());
      const { Unmasked: _later, ...rest } = record;
      assert.deepEqual({ ...rest, ...kept(made) }, recordDocument(made));
    });

    it('keeps masked what is gone, and what only has the name', async () => {
      stage.sandbox.data.removeSnapshot('rs:alpha-0');
      stage.sandbox.data.removeSnapshot('alpha-kept');
      stage.sandbox.clock.advance(60_000);
      stage.sandbox.data.addSnapshot({
        ...{ ClusterIdentifier: 'alpha', SnapshotIdentifier: 'alpha-kept', SnapshotType: 'manual' },
        MasterUsername: 'admin',
      });
      const record = recordDocument(made, await read());
      assert.doesNotMatch(JSON.stringify(record), /admin|secretsmanager|hush/);
      assert.match(String((record['Unmasked'] as JsonObject)['SourceBefore']), /not there any more/);
      assert.match(String((record['Unmasked'] as JsonObject)['CopyAfter']), /not there any more/);
    });

    for (const [what, other] of [
      ['was copied later', { SnapshotRetentionStartTime: new Date(planned) }],
      ['is of another type', { SnapshotType: 'automated' }],
    ] as const) {
      it(`keeps masked what only has the name and the time: it ${what}`, async () => {
        const copyNow = stage.sandbox.data.snapshots().find(({ SnapshotType }) => SnapshotType === 'manual');
        stage.sandbox.data.removeSnapshot('alpha-kept');
        stage.sandbox.data.addSnapshot({ ...copyNow, ClusterIdentifier: 'alpha', ...other });
        const record = recordDocument(made, await read());
        assert.equal((record['SourceBefore'] as JsonObject)['MasterUsername'], 'admin');
        assert.equal((record['CopyAfter'] as JsonObject)['MasterUsername'], '****');
      });
    }

    it('says nothing at all when it cannot be read again', async () => {
      stage.sandbox.inject({ name: 'denied', action: 'DescribeClusterSnapshots' });
      await assert.rejects(read(), error => problemOf(error).kind === 'accessDenied');
    });

    it('is read again in the account of the copy only', () => {
      assert.equal(window.tracker.sessionOf(made), window.session);
      const other = { ...made, identity: { account: '999999999999', arn: 'arn:aws:iam::999999999999:user/me' } };
      assert.equal(window.tracker.sessionOf(other), undefined);
    });
  });

  it('of a copy that was written down without the rest has what is known', () => {
    const before = recordDocument(anOperation())['SourceBefore'] as JsonObject;
    assert.equal(before['SnapshotIdentifier'], source.identifier);
    assert.equal(before['NodeType'], 'ra3.xlplus');
  });
});

/** Whole snapshots as the record has them without being asked. */
function kept(operation: OperationRecord): JsonObject {
  const { SourceBefore = {}, CopyAfter = {} } = recordDocument(operation);
  return { SourceBefore, CopyAfter };
}

function pick(json: JsonValue | undefined, members: readonly string[]): JsonValue {
  return isJsonObject(json) ? Object.fromEntries(members.map(member => [member, json[member] ?? null])) : {};
}

describe('the progress of a copy', () => {
  const inProgress = (given: Partial<Snapshot> = {}) =>
    anOperation({ state: 'inProgress', after: aManualSnapshot({ status: 'creating', ...given }) });

  it('is what the service says, as far as it does', () => {
    const progress = { megabytesDone: 1023, megabytesPerSecond: 180, secondsLeft: 12 };
    assert.deepEqual(progressOf(inProgress({ totalMegabytes: 4096, progress }), [], planned + 30_000), {
      percent: 24,
      megabytesPerSecond: 180,
      secondsLeft: 12,
      secondsElapsed: 30,
      stuck: false,
    });
    assert.deepEqual(progressOf(inProgress(), [], planned + 30_000), { secondsElapsed: 30, stuck: false });
  });

  it('is of the incremental size where that is known, and never more than all', () => {
    const progress = { megabytesDone: 500 };
    const percentOf = (given: Partial<Snapshot>) => progressOf(inProgress({ ...given, progress }), [], planned).percent;
    assert.equal(percentOf({ totalMegabytes: 4000, incrementalMegabytes: 1000 }), 50);
    assert.equal(percentOf({ totalMegabytes: 400 }), 100);
    assert.equal(percentOf({}), undefined);
  });

  it('ends with the copy', () => {
    assert.equal(progressOf(anOperation({ ended: planned + 5000 }), [], planned + 900_000).secondsElapsed, 5);
  });

  describe('is stuck', () => {
    const earlier = (minutes: number, given: Partial<OperationRecord> = {}) => {
      const ended = planned + minutes * 60_000;
      return anOperation({ lastSeen: ended - 60_000, ended, ...given });
    };
    const three = (given: Partial<OperationRecord>) => [earlier(2, given), earlier(2, given), earlier(2, given)];
    const stuckAfter = (minutes: number, before: readonly OperationRecord[]) =>
      progressOf(inProgress(), before, planned + minutes * 60_000).stuck;

    it('when it takes four times as long as half of its cluster’s earlier copies', () => {
      const before = [earlier(1), earlier(3), earlier(600)];
      assert.equal(stuckAfter(12, before), false);
      assert.equal(stuckAfter(12.1, before), true);
    });

    it('as the service says how long the earlier ones took', () => {
      const before = three({ after: { ...copy, progress: { secondsElapsed: 600 } } });
      assert.equal(stuckAfter(40, before), false);
      assert.equal(stuckAfter(40.1, before), true);
    });

    it('never before five minutes, however fast the earlier ones were', () => {
      const before = [earlier(0.01), earlier(0.01), earlier(0.01)];
      assert.equal(stuckAfter(5, before), false);
      assert.equal(stuckAfter(5.1, before), true);
    });

    it('never by a fixed limit, by too few copies, by failed ones, or by ends that were noticed late', () => {
      assert.equal(stuckAfter(10_000, []), false);
      assert.equal(stuckAfter(10_000, [earlier(1), earlier(1)]), false);
      assert.equal(stuckAfter(10_000, three({ state: 'failed' })), false);
      assert.equal(stuckAfter(10_000, three({ lastSeen: planned - 60_000 })), false);
    });

    it('never by other clusters, also those of the same name in another Region or account', () => {
      const account = (number: string) => ({ account: number, arn: `arn:aws:iam::${number}:user/me` });
      assert.equal(
        stuckAfter(
          10_000,
          three({ operation: 'CopyClusterSnapshot', input: aCopyRequest({ SourceSnapshotClusterIdentifier: 'beta' }) }),
        ),
        false,
      );
      assert.equal(stuckAfter(10_000, three({ target: aTarget({ region: 'us-east-1' }) })), false);
      assert.equal(stuckAfter(10_000, three({ identity: account('111122223333') })), false);
      assert.equal(stuckAfter(10_000, three({})), true);
    });

    it('not when it has ended', () => {
      const before = [earlier(1), earlier(1), earlier(1)];
      assert.equal(progressOf(anOperation({ ended: planned + 900_000 }), before, planned).stuck, false);
    });
  });
});

function anOperation(given: Partial<OperationRecord> = {}): OperationRecord {
  return {
    ...{
      id: 'one',
      target: aTarget(),
      operation: 'CopyClusterSnapshot',
      input: aCopyRequest(),
      state: 'available',
      planned,
      before: source,
      after: copy,
    },
    ...given,
  };
}

function withoutCopy({ after: _none, ...operation }: OperationRecord): OperationRecord {
  return operation;
}

function withoutSource({ before: _unread, ...operation }: OperationRecord): OperationRecord {
  return operation;
}
