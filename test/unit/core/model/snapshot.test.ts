import assert from 'node:assert/strict';
import {
  isAutomated,
  isAwsBackup,
  isCopyable,
  isManual,
  percentDone,
  snapshotKey,
} from '../../../../src/core/model/snapshot';
import { aManualSnapshot, aSnapshot } from '../../../support/builders';

describe('a snapshot', () => {
  it('is automated or manual by its type, never by its identifier’s prefix', () => {
    const manual = aManualSnapshot({ identifier: 'rs:alpha-2026' });
    assert.deepEqual([isAutomated(manual), isManual(manual)], [false, true]);
    const automated = aSnapshot({ identifier: 'plain' });
    assert.deepEqual([isAutomated(automated), isManual(automated)], [true, false]);
  });

  it('can be copied when it is automated and available', () => {
    assert.equal(isCopyable(aSnapshot()), true);
  });

  it('cannot be copied when it is manual', () => {
    assert.equal(isCopyable(aManualSnapshot()), false);
  });

  for (const status of ['creating', 'failed', 'deleted', 'cancelled', 'final snapshot', 'Available', '', 'new word']) {
    it(`cannot be copied when it is ${JSON.stringify(status)}`, () => {
      assert.equal(isCopyable(aSnapshot({ status })), false);
    });
  }

  it('is managed by AWS Backup when its identifier says so', () => {
    assert.equal(isAwsBackup(aManualSnapshot({ identifier: 'awsbackup:job-5f0c1d7e' })), true);
    assert.equal(isAwsBackup(aManualSnapshot({ identifier: 'awsbackup-job' })), false);
  });

  for (const [status, percent] of [
    ['creating', 50],
    ['available', 50],
    ['failed', undefined],
    ['deleted', undefined],
    ['cancelled', undefined],
  ] as const) {
    it(`is ${percent} % done when it is ${status} with half of it copied`, () => {
      const half = { incrementalMegabytes: 10, progress: { megabytesDone: 5 } };
      assert.equal(percentDone(aSnapshot({ status, ...half })), percent);
    });
  }

  it('is known by its ARN, else by its cluster and identifier', () => {
    const arn = 'arn:aws:redshift:eu-west-1:123456789012:snapshot:alpha/rs:alpha-1';
    assert.equal(snapshotKey(aSnapshot({ arn })), arn);
    assert.equal(snapshotKey(aSnapshot({ identifier: 'rs:alpha-1' })), 'alpha/rs:alpha-1');
  });

  it('is not the one of another owner with the same names', () => {
    const keys = ['111111111111', '222222222222'].map(ownerAccount => snapshotKey(aSnapshot({ ownerAccount })));
    assert.notEqual(keys[0], keys[1]);
  });

  it('is not the one of another cluster with the same identifier', () => {
    const identifier = 'rs:shared-1';
    assert.notEqual(
      snapshotKey(aSnapshot({ identifier, clusterIdentifier: 'alpha' })),
      snapshotKey(aSnapshot({ identifier, clusterIdentifier: 'beta' })),
    );
  });
});
