import { lifetimeOf } from '../model/retention';
import { isChangeable, isStill } from '../model/snapshot';
import { examineManual } from './manualSnapshot';
import { comparedMembers, type Operation } from './operation';
import { retentionPeriod } from './parameters';

/** The parameters of ModifyClusterSnapshot. Force is never sent: with it, a period that is over deletes the snapshot. */
export type ModifyInput = {
  readonly SnapshotIdentifier: string;
  readonly ManualSnapshotRetentionPeriod: number;
};

/** Changes how long a manual snapshot is kept. */
export const modifyClusterSnapshot: Operation<ModifyInput> = {
  name: 'ModifyClusterSnapshot',
  effect: 'changes',
  command: 'changeRetention',
  words: { verb: 'change', several: 'changes', done: 'Changed' },
  resend: 'whenStillThere',
  parameters: [
    {
      ...{ name: 'SnapshotIdentifier', argument: 'snapshot', kind: 'text', required: true },
      alsoCalled: ['snapshot'],
    },
    {
      ...{
        name: 'ManualSnapshotRetentionPeriod',
        argument: 'retentionDays',
        kind: 'days',
        required: true,
      },
      alsoCalled: retentionPeriod.alsoCalled,
    },
  ],
  subject: ({ input, before }) => ({ identifier: input.SnapshotIdentifier, cluster: before?.clusterIdentifier }),
  isOffered: isChangeable,
  about: ({ identifier }) => ({ SnapshotIdentifier: identifier }),
  examine: (reads, input, signal) =>
    examineManual(reads, input.SnapshotIdentifier, signal, before => {
      const span = lifetimeOf(input.ManualSnapshotRetentionPeriod, before, Date.now());
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
      ? undefined
      : { ...input, ManualSnapshotRetentionPeriod: before.manualRetentionDays },
};
