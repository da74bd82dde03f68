import { equal, match } from 'node:assert/strict';
import type { Call } from '../../../../src/ui/text/operationWords';
import { keptText, retentionWarning } from '../../../../src/ui/text/retentionText';
import { aCopyRequest, aManualSnapshot, aSnapshot } from '../../../support/builders';

const day = 86_400_000;
const now = Date.UTC(2026, 11, 1, 12);
const aCopy = (days: number): Call => ({
  operation: 'CopyClusterSnapshot',
  input: aCopyRequest({ ManualSnapshotRetentionPeriod: days }),
  before: aSnapshot({ retentionStartTime: now - 7 * day }),
});
const aChange = (days: number): Call => ({
  operation: 'ModifyClusterSnapshot',
  input: { SnapshotIdentifier: 'kept', ManualSnapshotRetentionPeriod: days },
  before: aManualSnapshot({ identifier: 'kept', retentionStartTime: now - 7 * day }),
});
const aCreation: Call = {
  operation: 'CreateClusterSnapshot',
  input: { SnapshotIdentifier: 'kept', ClusterIdentifier: 'alpha', ManualSnapshotRetentionPeriod: 30 },
};

describe('how long a snapshot is kept', () => {
  it('is counted from its retention start, the same moment included', () => {
    match(keptText(aCopy(8), now), /^Kept: at least until Wed, Dec 2, 2026, 12:00 UTC \(sends 8 days/);
    match(keptText(aCopy(7), now), /^Not kept: Redshift counts 7 days from .*, so the copy would have expired/);
    match(keptText(aChange(8), now), /^Kept: at least until Wed, Dec 2, 2026, 12:00 UTC/);
  });

  it('says nothing of a copy, or of a source, where there is none', () => {
    equal(
      keptText(aChange(7), now),
      'Not kept: With this retention period, it would have expired on Tue, Dec 1, 2026, 12:00 UTC. To remove it, delete it.',
    );
    equal(keptText(aCreation, now), "Kept: 30 days, counted from its retention start, which isn't known");
    equal(retentionWarning(aCreation, undefined, now), undefined);
  });
});
