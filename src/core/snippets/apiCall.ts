import type { Snapshot } from '../model/snapshot';
import type { Target } from '../model/target';
import type { CopyInput } from '../operations/copyClusterSnapshot';

/** One call of the service, to be written down in another tool's words. */
export interface ApiCall {
  readonly operation: 'CopyClusterSnapshot' | 'DescribeClusterSnapshots';
  /** The parameters by their names in the API, in its order. */
  readonly parameters: Readonly<Record<string, string | number>>;
  readonly target: Target;
}

/** The copy that a request asks for; without its cluster where that is not known. */
export function copyCall(
  input: Omit<CopyInput, 'SourceSnapshotClusterIdentifier'> & Partial<CopyInput>,
  target: Target,
): ApiCall {
  const { SourceSnapshotClusterIdentifier: cluster } = input;
  return {
    operation: 'CopyClusterSnapshot',
    parameters: {
      SourceSnapshotIdentifier: input.SourceSnapshotIdentifier,
      ...(cluster === undefined ? {} : { SourceSnapshotClusterIdentifier: cluster }),
      TargetSnapshotIdentifier: input.TargetSnapshotIdentifier,
      ManualSnapshotRetentionPeriod: input.ManualSnapshotRetentionPeriod,
    },
    target,
  };
}

/** The description of a snapshot, for one that cannot be copied. */
export function describeCall({ identifier, type }: Snapshot, target: Target): ApiCall {
  return {
    operation: 'DescribeClusterSnapshots',
    parameters: { SnapshotIdentifier: identifier, SnapshotType: type },
    target,
  };
}

/** `copy-cluster-snapshot` for `CopyClusterSnapshot`, and so on with another hyphen. */
export function inLowerCase(name: string, hyphen: string): string {
  return name.replace(/(?<!^)[A-Z]/g, letter => `${hyphen}${letter}`).toLowerCase();
}
