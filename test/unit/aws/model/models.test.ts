import assert from 'node:assert/strict';
import { toCluster, toSnapshot } from '../../../../src/aws/model/models';

describe('a cluster', () => {
  it('keeps what the service said', () => {
    assert.deepEqual(
      toCluster({
        ClusterIdentifier: 'alpha',
        ClusterStatus: 'paused',
        ClusterAvailabilityStatus: 'Paused',
        NodeType: 'ra3.xlplus',
        NumberOfNodes: 2,
        Encrypted: true,
        AutomatedSnapshotRetentionPeriod: 0,
        ClusterSnapshotCopyStatus: { DestinationRegion: 'eu-central-1', RetentionPeriod: 7 },
      }),
      {
        identifier: 'alpha',
        status: 'paused',
        availability: 'Paused',
        nodeType: 'ra3.xlplus',
        numberOfNodes: 2,
        encrypted: true,
        automatedRetentionDays: 0,
        snapshotCopy: { destinationRegion: 'eu-central-1', retentionDays: 7 },
      },
    );
  });

  it('makes nothing up', () => {
    assert.deepEqual(toCluster({ ClusterIdentifier: 'alpha', ClusterStatus: 'creating' }), {
      identifier: 'alpha',
      status: 'creating',
      encrypted: false,
    });
    assert.equal('snapshotCopy' in toCluster({ ClusterSnapshotCopyStatus: {} }), false);
  });
});

describe('a snapshot', () => {
  const least = {
    SnapshotIdentifier: 'rs:alpha-1',
    ClusterIdentifier: 'alpha',
    SnapshotType: 'automated',
    Status: 'available',
  };
  const leastModel = {
    identifier: 'rs:alpha-1',
    clusterIdentifier: 'alpha',
    type: 'automated',
    status: 'available',
    encrypted: false,
  };

  it('keeps what the service said', () => {
    assert.deepEqual(
      toSnapshot({
        ...least,
        SnapshotArn: 'arn:aws:redshift:eu-west-1:111122223333:snapshot:alpha/rs:alpha-1',
        SnapshotCreateTime: new Date(1_000),
        SnapshotRetentionStartTime: new Date(2_000),
        ManualSnapshotRetentionPeriod: -1,
        TotalBackupSizeInMegaBytes: 100.5,
        ActualIncrementalBackupSizeInMegaBytes: 20,
        Encrypted: true,
        KmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/k',
        NodeType: 'dc2.large',
        NumberOfNodes: 4,
        OwnerAccount: '111122223333',
        SourceRegion: 'us-east-1',
        BackupProgressInMegaBytes: 5,
        CurrentBackupRateInMegaBytesPerSecond: 2.5,
        EstimatedSecondsToCompletion: 6,
        ElapsedTimeInSeconds: 2,
      }),
      {
        ...leastModel,
        arn: 'arn:aws:redshift:eu-west-1:111122223333:snapshot:alpha/rs:alpha-1',
        createTime: 1_000,
        retentionStartTime: 2_000,
        manualRetentionDays: -1,
        totalMegabytes: 100.5,
        incrementalMegabytes: 20,
        encrypted: true,
        kmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/k',
        nodeType: 'dc2.large',
        numberOfNodes: 4,
        ownerAccount: '111122223333',
        sourceRegion: 'us-east-1',
        progress: { megabytesDone: 5, megabytesPerSecond: 2.5, secondsLeft: 6, secondsElapsed: 2 },
      },
    );
  });

  it('takes sizes of 0, times of -1 and empty texts for what they are: not known', () => {
    assert.deepEqual(
      toSnapshot({
        ...least,
        TotalBackupSizeInMegaBytes: 0,
        ActualIncrementalBackupSizeInMegaBytes: 0,
        BackupProgressInMegaBytes: 0,
        CurrentBackupRateInMegaBytesPerSecond: 0,
        EstimatedSecondsToCompletion: -1,
        ElapsedTimeInSeconds: 0,
        SnapshotArn: '',
        SourceRegion: '',
        OwnerAccount: '',
        KmsKeyId: '',
        NodeType: '',
        NumberOfNodes: Number.NaN,
        SnapshotCreateTime: new Date(Number.NaN),
      }),
      leastModel,
    );
  });

  it('has all members only where that was asked for, and no value of those that are masked', () => {
    const whole = {
      ...least,
      SnapshotCreateTime: new Date(1_000),
      MasterUsername: 'admin',
      MasterPasswordSecretArn: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:hush',
      MasterPasswordSecretKmsKeyId: 'key',
      Port: 5439,
      Tags: [],
    };
    assert.equal('described' in toSnapshot(whole), false);
    assert.deepEqual(toSnapshot(whole, undefined, { whole: true }).described, {
      ...{ ...whole, SnapshotCreateTime: '1970-01-01T00:00:01.000Z' },
      ...{ MasterUsername: '****', MasterPasswordSecretArn: '****', MasterPasswordSecretKmsKeyId: '****' },
    });
  });
});
