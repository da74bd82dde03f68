import assert from 'node:assert/strict';
import { toJsonObject } from '../../../../src/aws/model/json';

describe('an answer as JSON', () => {
  it('has the members in their order, dates in UTC, and nothing that is not there', () => {
    const answer = {
      $metadata: { requestId: 'r-1' },
      Snapshot: {
        SnapshotIdentifier: 's',
        SnapshotCreateTime: new Date(Date.UTC(2026, 0, 15, 12, 0, 0, 7)),
        Port: 5439,
        TotalBackupSizeInMegaBytes: 12691.5,
        Encrypted: false,
        VpcId: undefined,
        KmsKeyId: '',
        Tags: [],
        AccountsWithRestoreAccess: [{ AccountId: '111122223333', AccountAlias: undefined }],
        Endpoint: {},
      },
    };
    const json = toJsonObject(answer);
    assert.equal(
      JSON.stringify(json),
      JSON.stringify({
        Snapshot: {
          SnapshotIdentifier: 's',
          SnapshotCreateTime: '2026-01-15T12:00:00.007Z',
          Port: 5439,
          TotalBackupSizeInMegaBytes: 12691.5,
          Encrypted: false,
          KmsKeyId: '',
          Tags: [],
          AccountsWithRestoreAccess: [{ AccountId: '111122223333' }],
          Endpoint: {},
        },
      }),
    );
  });
});
