import { keepUntilDeleted, millisecondsPerDay, retentionEnd, retentionStart } from '../model/retention';
import { daysToSend } from '../model/retentionChoice';
import { accountsWithAccess } from '../model/sharing';
import { isChangeable, isStill, isUnusable, type Snapshot } from '../model/snapshot';
import { aboutManual, examineManual, type ManualInput, subjectOfManual } from './manualSnapshot';
import type { ModifyInput } from './modifyClusterSnapshot';
import type { Operation } from './operation';
import { clusterOfManualSnapshot, manualSnapshot } from './parameters';
import type { Refusal } from './refusal';

/** Removes a manual snapshot for good. */
export const deleteClusterSnapshot: Operation<ManualInput> = {
  name: 'DeleteClusterSnapshot',
  effect: 'destroys',
  documentation: 'Deletes a manual snapshot. This cannot be undone.',
  requestWord: 'delete',
  command: 'deleteSnapshot',
  words: { verb: 'delete', several: 'deletions', done: 'Deleted' },
  resend: 'whenStillThere',
  parameters: [
    manualSnapshot(
      'The manual snapshot to delete. Its state must be `available`, `failed`, or `cancelled`, and no account may have access to it. Snapshots of AWS Backup can be deleted only there.',
    ),
    clusterOfManualSnapshot,
  ],
  subject: subjectOfManual,
  isOffered: isChangeable,
  about: aboutManual,
  examine: (reads, input, signal) => examineManual(reads, input, signal, refuse),
  // What has its name by now may be another one.
  outcomeOf: (found, { before }) =>
    found === undefined || (before !== undefined && !isStill(before, found)) ? 'done' : 'notDone',
  compares: [],
  expected: () => undefined,
  later: (row, now) => {
    const days = isUnusable(row) ? undefined : daysToSend({ kind: 'more', days: laterDays }, row, now);
    const start = retentionStart(row);
    if (!days?.ok || start === undefined) {
      return undefined;
    }
    const end = start + days.value * millisecondsPerDay;
    const own = retentionEnd(row.manualRetentionDays ?? keepUntilDeleted, start);
    return own !== undefined && own <= end
      ? undefined
      : { operation: 'ModifyClusterSnapshot', input: modifyInput(row, days.value), end };
  },
};

/** Days from now after which a snapshot is deleted that is not to be deleted at once. */
export const laterDays = 7;

function modifyInput({ identifier }: Snapshot, ManualSnapshotRetentionPeriod: number): ModifyInput {
  return { SnapshotIdentifier: identifier, ManualSnapshotRetentionPeriod };
}

const deletable = ['available', 'failed', 'cancelled'];

function refuse(before: Snapshot): Refusal | undefined {
  if (!deletable.includes(before.status)) {
    return { kind: 'notDeletable', status: before.status };
  }
  const accounts = accountsWithAccess(before);
  return accounts.length > 0 ? { kind: 'sourceShared', accounts } : undefined;
}
