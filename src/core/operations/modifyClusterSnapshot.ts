import { lifetimeOf } from '../model/retention';
import { isChangeable, isStill } from '../model/snapshot';
import { examineManual, subjectOfManual } from './manualSnapshot';
import { comparedMembers, type Operation } from './operation';
import { manualSnapshot, retentionPeriod } from './parameters';

/** The parameters of ModifyClusterSnapshot. Force is never sent: with it, a period that is over deletes the snapshot. */
export type ModifyInput = {
  readonly SnapshotIdentifier: string;
  readonly ManualSnapshotRetentionPeriod: number;
};

/** Changes how long a manual snapshot is kept. */
export const modifyClusterSnapshot: Operation<ModifyInput> = {
  name: 'ModifyClusterSnapshot',
  effect: 'changes',
  documentation: 'Changes how long a manual snapshot is kept.',
  requestWord: 'modify',
  command: 'changeRetention',
  words: { verb: 'change', several: 'changes', done: 'Changed' },
  resend: 'whenStillThere',
  parameters: [
    manualSnapshot('The manual snapshot to change. Snapshots of AWS Backup can be changed only there.'),
    retentionPeriod(
      'Redshift counts from `SnapshotRetentionStartTime`, not from the change. A period that is over already is refused.',
      { required: true },
    ),
  ],
  subject: subjectOfManual,
  isOffered: isChangeable,
  about: ({ identifier }) => ({ SnapshotIdentifier: identifier }),
  examine: (reads, input, signal) =>
    examineManual(reads, input, signal, before => {
      const span = lifetimeOf(input.ManualSnapshotRetentionPeriod, before, reads.now());
      return span.kind === 'over' ? { kind: 'retentionOver', span } : undefined;
    }),
  outcomeOf: (found, { input, before }) => {
    if (found !== undefined && before !== undefined && !isStill(before, found)) {
      return 'other';
    }
    return found?.manualRetentionDays === input.ManualSnapshotRetentionPeriod ? 'done' : 'notDone';
  },
  compares: comparedMembers,
  expected: ({ input, before }) => before && { ...before, manualRetentionDays: input.ManualSnapshotRetentionPeriod },
  inverse: ({ input, before }) =>
    before?.manualRetentionDays === undefined
      ? []
      : [
          {
            operation: 'ModifyClusterSnapshot',
            input: { ...input, ManualSnapshotRetentionPeriod: before.manualRetentionDays },
          },
        ],
};
