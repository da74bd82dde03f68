import type { OperationInput } from '../model/gateway';
import { isOwnedBy, isStill, type Snapshot } from '../model/snapshot';
import { parseSnapshotArn } from '../model/snapshotArn';
import { type Tag, tagsOf, tagText } from '../model/tag';
import { attempt, failures } from './attempt';
import { refuseOther } from './manualSnapshot';
import type { Asked, ComparedMember, Examination, Expected, Parameter, Subject } from './operation';
import { isNamed, type Reads, sameText } from './reads';
import type { Refusal } from './refusal';

/** What CreateTags and DeleteTags have in common: an ARN says which snapshot. */
export type TaggingInput = OperationInput & { readonly ResourceName: string };

export const resourceName: Parameter = {
  ...{ name: 'ResourceName', argument: 'arn', kind: 'snapshotArn', required: true },
  alsoCalled: ['arn', 'resource', 'snapshot', 'snapshotarn', 'resourcearn'],
  documentation:
    'The ARN of the snapshot: `arn:aws:redshift:<region>:<account>:snapshot:<cluster>/<snapshot>`. "Copy ARN" in the menu of its row copies it.',
  example: 'arn:aws:redshift:us-east-1:123456789012:snapshot:my-cluster/my-cluster-2026-01-31-2359-manual',
};

export function subjectOfArn({ input: { ResourceName: arn } }: Asked<TaggingInput>): Subject {
  const { identifier = arn, cluster } = parseSnapshotArn(arn) ?? {};
  return { identifier, cluster };
}

/** Reads the snapshot, of whatever type, and who is asking; with what else forbids it. */
export async function examineTagged(
  reads: Reads,
  { ResourceName: arn }: TaggingInput,
  signal: AbortSignal,
  refuse: (snapshot: Snapshot) => Refusal | undefined = () => undefined,
): Promise<Examination> {
  const { identifier = '', cluster = '' } = parseSnapshotArn(arn) ?? {};
  const name = { identifier, cluster };
  const [source, caller] = await Promise.all([
    attempt(() => reads.named(name, signal)),
    attempt(() => reads.caller(signal)),
  ]);
  const account = caller.ok ? caller.value.account : undefined;
  const named = source.ok ? source.value.filter(candidate => isNamed(candidate, name)) : [];
  const before = named.find(candidate => isOwnedBy(candidate, account)) ?? named[0];
  const refusals: readonly (Refusal | undefined)[] = [
    ...failures({ source, caller }),
    source.ok && before === undefined ? { kind: 'snapshotGone' } : undefined,
    before && refuseOther(before, account),
    before?.arn !== undefined && !sameText(before.arn, arn) ? { kind: 'otherArn', arn: before.arn } : undefined,
    before && refuse(before),
  ];
  return { ...(before && { before }), caller, refusals: refusals.filter(refusal => refusal !== undefined) };
}

/** Whether a snapshot has the tags that it should have after a call. */
export function taggedAs(
  found: Snapshot | undefined,
  before: Snapshot | undefined,
  isDone: (tags: readonly Tag[]) => boolean,
): 'done' | 'notDone' | 'other' {
  if (found !== undefined && before !== undefined && !isStill(before, found)) {
    return 'other';
  }
  return found !== undefined && isDone(tagsOf(found)) ? 'done' : 'notDone';
}

/** Whether a tag has another value than the user saw. */
export function isOtherTag(key: string, seen: Snapshot, now: Snapshot): boolean {
  const own = ({ tags = [] }: Snapshot): string => tags.filter(text => text.startsWith(`${key}=`)).join('\n');
  return own(seen) !== own(now);
}

export const taggedMembers: readonly ComparedMember[] = ['clusterIdentifier', 'createTime', 'type', 'tags'];

/** The snapshot as it was, with other tags. */
export function expectedWith(before: Snapshot | undefined, tags: readonly Tag[]): Expected | undefined {
  return before && { ...before, tags: tags.map(tagText) };
}
