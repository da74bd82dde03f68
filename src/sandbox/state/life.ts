import type { Snapshot } from '@aws-sdk/client-redshift';
import { day, second } from '../model/clock';
import { type Creation, isManual, type RestingSnapshot, type SnapshotRecord } from './record';

type Progress = Pick<
  Snapshot,
  | 'BackupProgressInMegaBytes'
  | 'CurrentBackupRateInMegaBytesPerSecond'
  | 'EstimatedSecondsToCompletion'
  | 'ElapsedTimeInSeconds'
>;

/** ms since the epoch at which a snapshot is available; -Infinity for one that always was. */
export function completedAt({ creation }: SnapshotRecord): number {
  return creation === undefined ? -Infinity : creation.startedAt + creation.seconds * second;
}

export function statusAt(record: SnapshotRecord, now: number): string {
  return now < completedAt(record) ? 'creating' : record.snapshot.Status;
}

/**
 * How long it takes to make a snapshot of so many MB: at 200 MB/s, but at least 15 and at most 120 seconds, so that one can
 * watch it. `megabytes` 0 means that the size is not known.
 */
export function creationOf(megabytes: number, startedAt: number): Creation {
  const seconds = Math.min(120, Math.max(15, Math.ceil(megabytes / 200)));
  return { startedAt, seconds, megabytes };
}

/** The members that a snapshot has for good once it has been made. Source: the examples of DescribeClusterSnapshots (-1 on an available one). */
export function progressWhenDone(creation: Creation): Progress {
  return {
    BackupProgressInMegaBytes: creation.megabytes,
    CurrentBackupRateInMegaBytesPerSecond: 0,
    EstimatedSecondsToCompletion: -1,
    ElapsedTimeInSeconds: creation.seconds,
  };
}

/** A snapshot of a cluster is of the moment before it is made; its retention starts with that. Source: recorded answers. */
export function timesWhenDone({
  startedAt,
  seconds,
}: Creation): Pick<RestingSnapshot, 'SnapshotCreateTime' | 'SnapshotRetentionStartTime'> {
  const done = startedAt + seconds * second;
  return { SnapshotCreateTime: new Date(done - 1200), SnapshotRetentionStartTime: new Date(done) };
}

/** Answers the snapshot as it is at a time, the same object for as long as nothing changes. */
export class SnapshotViews {
  private readonly views = new WeakMap<SnapshotRecord, View>();

  /** `owner`: whether the caller's account owns it; only the owner sees who else may restore it. `now`: ms since the epoch. */
  of(record: SnapshotRecord, viewer: { readonly owner: boolean }, now: number): Snapshot {
    if (isTimeless(record) && (viewer.owner || !record.snapshot.AccountsWithRestoreAccess)) {
      return record.snapshot;
    }
    const known = this.views.get(record);
    if (known !== undefined && known.owner === viewer.owner && known.from <= now && now < known.until) {
      return known.snapshot;
    }
    const view = makeView(record, viewer.owner, now);
    this.views.set(record, view);
    return view.snapshot;
  }
}

interface View {
  readonly snapshot: Snapshot;
  readonly owner: boolean;
  /** ms since the epoch; `until` is exclusive. */
  readonly from: number;
  readonly until: number;
}

function isTimeless(record: SnapshotRecord): boolean {
  return record.creation === undefined && !record.withoutTime && !isRemainingCounted(record);
}

function isRemainingCounted(record: SnapshotRecord): boolean {
  return isManual(record) && (record.snapshot.ManualSnapshotRetentionPeriod ?? -1) > 0;
}

function makeView(record: SnapshotRecord, owner: boolean, now: number): View {
  const { AccountsWithRestoreAccess: sharedWith, SnapshotCreateTime, ...snapshot } = record.snapshot;
  const creating = record.creation !== undefined && now < completedAt(record);
  const isUnmade = creating && !record.creation.isCopy;
  const remaining = isUnmade ? undefined : remainingDays(record, now);
  return {
    snapshot: {
      ...snapshot,
      ...(record.withoutTime ? {} : { SnapshotCreateTime }),
      ...(owner && sharedWith ? { AccountsWithRestoreAccess: sharedWith } : {}),
      ...(remaining === undefined ? {} : { ManualSnapshotRemainingDays: remaining.days }),
      ...(creating ? { Status: 'creating', ...(isUnmade ? unmade(now) : progress(record.creation, now)) } : {}),
    },
    owner,
    from: now,
    until: creating ? now : (remaining?.until ?? Infinity),
  };
}

/**
 * While it is made it has no start of retention, no sizes, and a create time that moves. Sources: the sample answer of
 * CreateClusterSnapshot and recorded ones.
 */
function unmade(now: number): Snapshot {
  return {
    SnapshotCreateTime: new Date(now),
    SnapshotRetentionStartTime: undefined,
    RestorableNodeTypes: undefined,
    TotalBackupSizeInMegaBytes: -1,
    ActualIncrementalBackupSizeInMegaBytes: -1,
    BackupProgressInMegaBytes: 0,
    CurrentBackupRateInMegaBytesPerSecond: 0,
    EstimatedSecondsToCompletion: -1,
    ElapsedTimeInSeconds: 0,
  };
}

/**
 * Whole days, rounded down: 0 is less than a day. Counted from SnapshotRetentionStartTime. Source: the sample answer of
 * ModifyClusterSnapshot, 9 days left two hours after a start of 10 days; recorded ones with 1 day, 0 within the hour.
 */
function remainingDays(record: SnapshotRecord, now: number): { days: number; until: number } | undefined {
  if (!isRemainingCounted(record)) {
    return undefined;
  }
  const { SnapshotRetentionStartTime: start, ManualSnapshotRetentionPeriod: period = 0 } = record.snapshot;
  const end = start.getTime() + period * day;
  const days = Math.max(0, Math.floor((end - now) / day));
  return { days, until: end - days * day + 1 };
}

function progress(creation: Creation, now: number): Progress {
  const elapsed = Math.max(0, Math.floor((now - creation.startedAt) / second));
  const rate = creation.megabytes / creation.seconds;
  const known = creation.megabytes > 0;
  return {
    BackupProgressInMegaBytes: rounded(rate * elapsed),
    CurrentBackupRateInMegaBytesPerSecond: elapsed === 0 ? 0 : rounded(rate),
    EstimatedSecondsToCompletion: known ? creation.seconds - elapsed : -1,
    ElapsedTimeInSeconds: elapsed,
  };
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
