import { suggestTargetIdentifier } from '../model/identifier';
import { keepUntilDeleted } from '../model/retention';
import type { Snapshot } from '../model/snapshot';
import type { CopyInput } from '../operations/copyClusterSnapshot';

/** What to put in where nothing is chosen: valid, and not to be taken for anybody's own. */
const example: Pick<Snapshot, 'identifier' | 'clusterIdentifier' | 'createTime'> = {
  identifier: 'rs:my-cluster-2026-01-31-23-59-59',
  clusterIdentifier: 'my-cluster',
  createTime: Date.UTC(2026, 0, 31, 23, 59, 59),
};

/** A request that could be sent as it is: to a name that is free as far as known, kept until somebody deletes it. */
export function requestFor(
  source: Pick<Snapshot, 'identifier' | 'clusterIdentifier' | 'createTime'> = example,
  isTaken: (identifier: string) => boolean = () => false,
): CopyInput {
  return {
    SourceSnapshotIdentifier: source.identifier,
    SourceSnapshotClusterIdentifier: source.clusterIdentifier,
    TargetSnapshotIdentifier: suggestTargetIdentifier(source, isTaken),
    ManualSnapshotRetentionPeriod: keepUntilDeleted,
  };
}

/** The text of a request document: what --cli-input-json of the AWS CLI and boto3's keyword arguments take. */
export function requestText(request: CopyInput): string {
  return `${JSON.stringify(
    {
      SourceSnapshotIdentifier: request.SourceSnapshotIdentifier,
      SourceSnapshotClusterIdentifier: request.SourceSnapshotClusterIdentifier,
      TargetSnapshotIdentifier: request.TargetSnapshotIdentifier,
      ManualSnapshotRetentionPeriod: request.ManualSnapshotRetentionPeriod,
    },
    null,
    2,
  )}\n`;
}
