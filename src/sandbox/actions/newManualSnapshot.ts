import {
  ClusterSnapshotAlreadyExistsFault$,
  ClusterSnapshotQuotaExceededFault$,
  InvalidRetentionPeriodFault$,
} from '@aws-sdk/client-redshift';
import { day } from '../model/clock';
import { modelled, type ServiceError } from '../protocol/serviceError';
import { isManual } from '../state/record';
import type { ActionContext } from './action';

/** Days: -1 (until deleted, the default) or 1 to 3653. Throws InvalidRetentionPeriodFault. Source: CopyClusterSnapshot. */
export function manualRetention(days: number | undefined): number {
  const period = days ?? -1;
  if (period !== -1 && (period < 1 || period > 3653)) {
    throw invalidRetention();
  }
  return period;
}

/** Refuses a period whose end is past. Source: "either in the past or is not a valid value", the text of the fault. */
export function checkNotOver(days: number, start: Date, now: number): void {
  if (days !== -1 && start.getTime() + days * day <= now) {
    throw invalidRetention();
  }
}

function invalidRetention(): ServiceError {
  return modelled(
    InvalidRetentionPeriodFault$,
    'The retention period specified is either in the past or is not a valid value. The value must be either -1 or an integer between 1 and 3,653.',
  );
}

/**
 * Checks that there is room for a manual snapshot of this name. Throws ClusterSnapshotAlreadyExists,
 * ClusterSnapshotQuotaExceeded. The quota counts manual snapshots only. Source: "Quotas and limits" of the Redshift guide.
 */
export function checkRoom(identifier: string, { store, manualSnapshotQuota }: ActionContext): void {
  if (store.manualSnapshot(identifier)) {
    throw modelled(
      ClusterSnapshotAlreadyExistsFault$,
      `Cannot create the snapshot because a snapshot with the identifier ${identifier} already exists.`,
    );
  }
  if (store.snapshots.filter(isManual).length >= manualSnapshotQuota) {
    throw modelled(
      ClusterSnapshotQuotaExceededFault$,
      'The request would result in the user exceeding the allowed number of cluster snapshots.',
    );
  }
}
