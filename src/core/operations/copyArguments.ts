import { accepted, type Checked, rejected } from '../model/checked';
import { checkTargetIdentifier, type IdentifierFault } from '../model/identifier';
import { checkRetentionDays, keepUntilDeleted, type RetentionFault } from '../model/retention';
import type { CopyInput } from './copyClusterSnapshot';

/** What `redshiftSnapshots.copyToManual` takes to ask nothing. `retentionDays` is -1 (until deleted) when left out. */
export interface CopyArguments {
  readonly cluster: string;
  readonly snapshot: string;
  readonly target: string;
  readonly retentionDays?: number;
}

export type CopyArgumentFault =
  | { readonly member: 'cluster' | 'snapshot' | 'target'; readonly kind: 'notText' }
  | { readonly member: 'target'; readonly kind: 'identifier'; readonly fault: IdentifierFault }
  | { readonly member: 'retentionDays'; readonly kind: 'retention'; readonly fault: RetentionFault }
  | { readonly member: string; readonly kind: 'unknownMember' };

const members: readonly string[] = ['cluster', 'snapshot', 'target', 'retentionDays'] satisfies (keyof CopyArguments)[];

/** A plain object with at least one of the members: meant as arguments, right or wrong. Tree rows are not. */
export function areCopyArguments(value: unknown): value is Readonly<Record<string, unknown>> {
  return isPlainObject(value) && !('kind' in value) && members.some(member => member in value);
}

/** The request, or what is wrong with the first wrong member; a member that is not known is refused, not ignored. */
export function checkCopyArguments(value: Readonly<Record<string, unknown>>): Checked<CopyInput, CopyArgumentFault> {
  const unknown = Object.keys(value).find(member => !members.includes(member));
  if (unknown !== undefined) {
    return rejected({ member: unknown, kind: 'unknownMember' });
  }
  for (const member of ['cluster', 'snapshot', 'target'] as const) {
    if (!isText(value[member])) {
      return rejected({ member, kind: 'notText' });
    }
  }
  const target = checkTargetIdentifier(String(value['target']));
  if (!target.ok) {
    return rejected({ member: 'target', kind: 'identifier', fault: target.reason });
  }
  const { retentionDays = keepUntilDeleted } = value;
  const days = checkRetentionDays(retentionDays);
  if (!days.ok) {
    return rejected({ member: 'retentionDays', kind: 'retention', fault: days.reason });
  }
  return accepted({
    SourceSnapshotIdentifier: String(value['snapshot']).trim(),
    SourceSnapshotClusterIdentifier: String(value['cluster']).trim(),
    TargetSnapshotIdentifier: target.value,
    ManualSnapshotRetentionPeriod: days.value,
  });
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}
